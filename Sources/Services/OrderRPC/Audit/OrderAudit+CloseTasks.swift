public import Auditing
import Clocks
import Database

extension OrderAudit {
    /// Where a page of ``unpaidWithoutMessage(after:at:)`` begins.
    public struct UnpaidCursor: Sendable {
        let createdAt: Timestamp
        let id: Int64
    }

    /// The numbers of a page of the unpaid orders whose time is not over and whose close task is not in the outbox: it
    /// has to be in the queue. Orders younger than the grace are left out.
    ///
    /// - Parameter after: where the page before said that this one begins; `nil` for the first.
    /// - Returns: the numbers, and where the next page begins; `nil` where this is the last.
    /// - Throws: `DatabaseError`
    public func unpaidWithoutMessage(
        after cursor: UnpaidCursor?, at moment: AuditMoment
    ) async throws -> (sns: [String], next: UnpaidCursor?) {
        let start = cursor ?? UnpaidCursor(createdAt: moment.settled - closeAfter + .nanoseconds(1), id: 0)
        let size = pageSize
        let orders = try await database.read { connection in
            try connection.rows(
                """
                SELECT sn, created_at, id FROM homestay_order
                WHERE trade_state = 0 AND created_at >= $1 AND (created_at > $1 OR id > $2) AND created_at <= $3
                    AND sn NOT IN (SELECT message_key FROM outbox WHERE kind = $4)
                ORDER BY created_at, id LIMIT $5
                """, start.createdAt.nanoseconds, start.id, moment.settled.nanoseconds, CloseTask.kind, size
            ) { row in
                (
                    sn: try row.next() as String,
                    cursor: UnpaidCursor(createdAt: Timestamp(nanoseconds: try row.next()), id: try row.next())
                )
            }
        }
        return (orders.map(\.sn), orders.count == size ? orders.last?.cursor : nil)
    }
}
