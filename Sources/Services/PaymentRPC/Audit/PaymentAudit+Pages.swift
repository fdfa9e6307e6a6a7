import Auditing
import Database

extension PaymentAudit {
    /// A page of all payments in the order of their ids, each with its history.
    /// - Parameter after: where the page before said that this one begins; `nil` for the first.
    /// - Throws: `DatabaseError`
    public func page(after: Int64?) async throws -> PaymentAuditPage {
        let (first, size) = (after ?? 0, pageSize)
        return try await database.read { connection in
            let payments = try connection.rows(
                "SELECT id, \(PaymentFact.columns) FROM payment WHERE id > $1 ORDER BY id LIMIT $2", first, size
            ) { row in
                (id: try row.next() as Int64, fact: try PaymentFact(&row))
            }
            let last = payments.last?.id ?? first
            let trails = try Self.trails(after: first, through: last, in: connection)
            let findings = payments.compactMap { payment in
                (trails[payment.id] ?? PaymentTrail()).problem(endingIn: payment.fact.status).map {
                    AuditFinding(.paymentHistoryBroken, payment.fact.sn, $0)
                }
            }
            return PaymentAuditPage(
                successful: payments.map(\.fact).filter { $0.status.rawValue > 0 }, findings: findings,
                count: payments.count, next: payments.count == size ? last : nil)
        }
    }

    private static func trails(
        after first: Int64, through last: Int64, in connection: any DatabaseConnection
    ) throws -> [Int64: PaymentTrail] {
        var trails: [Int64: PaymentTrail] = [:]
        try connection.forEachRow(
            """
            SELECT p.id, h.from_status, h.to_status FROM payment AS p JOIN payment_history AS h ON h.payment_sn = p.sn
            WHERE p.id > $1 AND p.id <= $2 ORDER BY p.id, h.id
            """, [first, last]
        ) { row in
            let id: Int64 = try row.next()
            trails[id, default: PaymentTrail()].step(from: try row.next(), to: try row.next())
        }
        return trails
    }
}
