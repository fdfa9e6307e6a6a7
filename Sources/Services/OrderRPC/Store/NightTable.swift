import Clocks
import Database

/// The nights that orders hold, within a transaction.
struct NightTable {
    let connection: any DatabaseConnection

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    /// The statement that takes the nights of an order. It changes as many rows as there were nights to take: those of
    /// the order, unless some are not free.
    ///
    /// Each night is a conditional upsert, so that of two orders that race for the last place one finds no row to
    /// change, in whatever process it runs. A homestay that was changed between being sold by room and by person
    /// keeps the nights taken the other way to itself.
    static func taking(for order: Order) -> DatabaseStatement {
        // In the same order everywhere, so that two orders cannot each wait for a night of the other. `WHERE true`
        // tells SQLite that `ON CONFLICT` is not the condition of a join.
        DatabaseStatement(
            """
            WITH RECURSIVE stay (night) AS (
                SELECT CAST($2 AS BIGINT) UNION ALL SELECT night + 1 FROM stay WHERE night + 1 < $3
            )
            INSERT INTO homestay_night (homestay_id, night, row_type, capacity, taken)
            SELECT $1, night, $4, $5, $6 FROM stay WHERE true ORDER BY night
            ON CONFLICT (homestay_id, night) DO UPDATE SET
                row_type = excluded.row_type,
                capacity = excluded.capacity,
                taken = homestay_night.taken + excluded.taken
            WHERE (homestay_night.taken = 0 OR homestay_night.row_type = excluded.row_type)
                AND homestay_night.taken + excluded.taken <= excluded.capacity
            """,
            order.homestay.id, order.stay.firstNight.number, order.stay.departure.number, order.homestay.rowType,
            order.homestay.placesPerNight, order.placesTaken)
    }

    /// The first night of an order that is not free for it; `nil` where all are.
    func firstTaken(for order: Order) throws -> CalendarDay? {
        try connection.firstRow(
            """
            SELECT night FROM homestay_night
            WHERE homestay_id = $1 AND night >= $2 AND night < $3
                AND ((taken > 0 AND row_type <> $4) OR taken + $6 > $5)
            ORDER BY night LIMIT 1
            """,
            order.homestay.id, order.stay.firstNight.number, order.stay.departure.number, order.homestay.rowType,
            order.homestay.placesPerNight, order.placesTaken
        ) { row in CalendarDay(number: try row.next()) }
    }

    /// Gives the nights of an order back.
    func release(for order: Order) throws {
        try connection.execute(
            "UPDATE homestay_night SET taken = taken - $1 WHERE homestay_id = $2 AND night >= $3 AND night < $4",
            order.placesTaken, order.homestay.id, order.stay.firstNight.number, order.stay.departure.number)
    }
}
