import Auditing
import Clocks
import Database
import ServiceKit

extension OrderAudit {
    /// A page of all orders in the order of their ids, each looked at by itself: its price, its history, its nights.
    /// - Parameter after: where the page before said that this one begins; `nil` for the first.
    /// - Throws: `DatabaseError`
    public func page(after: Int64?) async throws -> OrderAuditPage {
        let (first, size) = (after ?? 0, pageSize)
        return try await database.read { connection in
            let orders = try Self.orders(after: first, limit: size, in: connection)
            let next = orders.count == size ? orders.last?.id : nil
            var trails = try Self.trails(after: first, through: next ?? .max, in: connection)
            var findings: [AuditFinding] = []
            for order in orders {
                let trail = trails.removeValue(forKey: order.id) ?? HistoryTrail()
                findings += order.findings(trail)
            }
            for id in trails.keys.sorted() {
                findings.append(
                    AuditFinding(.historyBroken, "order #\(id)", "there is a history of this order, and no order"))
            }
            return OrderAuditPage(orders: orders.map(\.fact), findings: findings, next: next)
        }
    }

    private static func orders(
        after id: Int64, limit: Int, in connection: any DatabaseConnection
    ) throws -> [AuditedOrder] {
        try connection.rows(
            """
            SELECT \(AuditedOrder.columns) FROM homestay_order AS o WHERE id > $1 ORDER BY id LIMIT $2
            """, id, limit, read: AuditedOrder.init)
    }

    private static func trails(
        after first: Int64, through last: Int64, in connection: any DatabaseConnection
    ) throws -> [Int64: HistoryTrail] {
        var trails: [Int64: HistoryTrail] = [:]
        try connection.forEachRow(
            """
            SELECT order_id, from_state, to_state FROM homestay_order_history
            WHERE order_id > $1 AND order_id <= $2 AND applied = 1 ORDER BY order_id, id
            """, [first, last]
        ) { row in
            let id: Int64 = try row.next()
            trails[id, default: HistoryTrail()].step(from: try row.next(), to: try row.next())
        }
        return trails
    }
}
