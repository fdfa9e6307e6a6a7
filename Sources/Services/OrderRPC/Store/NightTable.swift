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

    /// Corrects a count of places to what live orders have, if it is still the one that was counted against them.
    ///
    /// Orders change both together, so that a count which is still the same is wrong by the same.
    /// - Returns: whether it was corrected.
    func correct(_ count: NightCount) throws -> Bool {
        try connection.execute(
            "UPDATE homestay_night SET taken = $1 WHERE homestay_id = $2 AND night = $3 AND taken = $4",
            count.places, count.homestay, count.night, count.taken) == 1
    }

    /// Records a night of an order that is not recorded, with the places that live orders have of it.
    /// - Returns: whether it was recorded: not where it is there, nor where the orders have more than there are.
    func restore(_ night: CalendarDay, of order: Order) throws -> Bool {
        try connection.execute(
            """
            INSERT INTO homestay_night (homestay_id, night, row_type, capacity, taken)
            SELECT $1, $2, $3, $4, places FROM (
                SELECT CAST(SUM(CASE WHEN row_type = 1 THEN live_people_num ELSE 1 END) AS BIGINT) AS places,
                    MIN(row_type) AS first_type, MAX(row_type) AS last_type
                FROM homestay_order
                WHERE homestay_id = $1 AND trade_state IN (\(TradeState.holdingNights))
                    AND first_night <= $2 AND first_night + nights > $2
            ) AS sold
            WHERE places <= $4 AND first_type = last_type
            ON CONFLICT (homestay_id, night) DO NOTHING
            """,
            order.homestay.id, night.number, order.homestay.rowType, order.homestay.placesPerNight) == 1
    }
}
