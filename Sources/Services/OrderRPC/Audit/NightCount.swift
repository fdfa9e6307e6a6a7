import Auditing
import Clocks
import Database

/// A night of a homestay whose places do not add up.
struct NightCount: Sendable {
    let homestay: Int64
    let night: Int64
    /// The places that are recorded as taken.
    let taken: Int64
    let capacity: Int64
    /// The places that live orders have.
    let places: Int64
    /// Whether some of the orders took a room, and others places in it.
    let isMixed: Bool

    var isOverbooked: Bool { places > capacity || isMixed }

    var finding: AuditFinding {
        let subject = "homestay \(homestay), \(CalendarDay(number: night))"
        if isMixed {
            return AuditFinding(.nightOverbooked, subject, "the night is sold as a room and by the person")
        }
        if isOverbooked {
            return AuditFinding(
                .nightOverbooked, subject, "live orders have \(places) places of the night, there are \(capacity)")
        }
        return AuditFinding(
            taken > places ? .nightHeldByNone : .nightNotHeld, subject,
            "\(taken) places of the night are taken, live orders have \(places)", isRepairable: true)
    }

    /// The nights that do not add up. One statement, so that an order placed meanwhile is in it as a whole or not at
    /// all; from the orders to the nights, each found by its key.
    static func wrong(limit: Int, in connection: any DatabaseConnection) throws -> [NightCount] {
        try connection.rows(
            """
            SELECT homestay_id, night, CAST(SUM(taken) AS BIGINT), CAST(SUM(capacity) AS BIGINT),
                CAST(SUM(places) AS BIGINT), CASE WHEN MIN(sold) <> MAX(sold) THEN 1 ELSE 0 END
            FROM (
                SELECT homestay_id, night, taken, capacity, 0 AS places, NULL AS sold FROM homestay_night
                UNION ALL
                SELECT o.homestay_id, n.night, 0, 0, CASE WHEN o.row_type = 1 THEN o.live_people_num ELSE 1 END,
                    o.row_type
                FROM homestay_order AS o CROSS JOIN homestay_night AS n
                WHERE o.trade_state IN (\(TradeState.holdingNights)) AND n.homestay_id = o.homestay_id
                    AND n.night >= o.first_night AND n.night < o.first_night + o.nights
            ) AS entry
            GROUP BY homestay_id, night
            HAVING SUM(taken) <> SUM(places) OR SUM(places) > SUM(capacity) OR MIN(sold) <> MAX(sold)
            ORDER BY homestay_id, night LIMIT $1
            """, limit
        ) { row in
            NightCount(
                homestay: try row.next(), night: try row.next(), taken: try row.next(), capacity: try row.next(),
                places: try row.next(), isMixed: try row.next())
        }
    }
}

extension OrderAudit {
    func nightFindings(limit: Int) async throws -> [AuditFinding] {
        try await database.read { try NightCount.wrong(limit: limit, in: $0) }.map(\.finding)
    }
}
