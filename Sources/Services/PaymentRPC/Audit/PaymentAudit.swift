public import Auditing
import Clocks
public import Database
import Outbox

/// A look at the payments' database, for audits: reads only, a page at a time, and hands out small facts.
public struct PaymentAudit: Sendable {
    let database: any Database
    let pageSize: Int

    /// - Parameters:
    ///   - database: the payments' own.
    ///   - pageSize: the most payments held in memory at a time, at least 1.
    public init(database: any Database, pageSize: Int = 1000) {
        precondition(pageSize >= 1, "a page has at least one payment")
        self.database = database
        self.pageSize = pageSize
    }

    /// What is wrong with the store as a whole, apart from single payments.
    /// - Parameter limit: the most findings of a kind to return.
    /// - Throws: `DatabaseError`
    public func findings(at moment: AuditMoment, limit: Int) async throws -> [AuditFinding] {
        try await database.read { connection in
            try Self.twoPayments(limit: limit, in: connection)
                + Self.refundMismatches(limit: limit, in: connection)
                + Self.forgottenRefunds(before: moment.settled, limit: limit, in: connection)
                + Outbox.findings(at: moment, limit: limit, in: connection)
        }
    }

    /// The payments of these orders that were paid, be it that they were refunded since, by the order's number, the
    /// oldest first.
    /// - Throws: `DatabaseError`
    public func successfulPayments(ofOrders sns: [String]) async throws -> [String: [PaymentFact]] {
        guard !sns.isEmpty else { return [:] }
        let list = SQLList(sns)
        return try await database.read { connection in
            var facts: [String: [PaymentFact]] = [:]
            try connection.forEachRow(
                """
                SELECT \(PaymentFact.columns) FROM payment WHERE order_sn IN (\(list.places)) AND pay_status > 0
                ORDER BY id
                """, list.values
            ) { row in
                let fact = try PaymentFact(&row)
                facts[fact.orderSn, default: []].append(fact)
            }
            return facts
        }
    }

    private static func twoPayments(limit: Int, in connection: any DatabaseConnection) throws -> [AuditFinding] {
        try connection.rows(
            """
            SELECT order_sn, COUNT(*) FROM payment WHERE pay_status = 1
            GROUP BY order_sn HAVING COUNT(*) > 1 ORDER BY order_sn LIMIT $1
            """, limit
        ) { row in
            let sn: String = try row.next()
            return AuditFinding(.twoPayments, sn, "the order is paid with \(try row.next() as Int) payments")
        }
    }

    private static func refundMismatches(limit: Int, in connection: any DatabaseConnection) throws -> [AuditFinding] {
        try connection.rows(
            """
            SELECT p.sn, p.pay_status, p.pay_total, r.amount FROM payment AS p
            LEFT JOIN refund AS r ON r.payment_sn = p.sn
            WHERE (p.pay_status = 2 AND (r.amount IS NULL OR r.amount <> p.pay_total))
                OR (p.pay_status <> 2 AND r.amount IS NOT NULL)
            ORDER BY p.id LIMIT $1
            """, limit
        ) { row in
            let (sn, status, total) = (try row.next() as String, try row.next() as Int64, try row.next() as Int64)
            let words = PayStatus(rawValue: status)?.words ?? "\(status)"
            let refund = (try row.next() as Int64?).map { "a refund of \($0) fen" } ?? "no refund"
            return AuditFinding(.refundMismatch, sn, "the payment of \(total) fen is \(words), and there is \(refund)")
        }
    }

    private static func forgottenRefunds(
        before moment: Timestamp, limit: Int, in connection: any DatabaseConnection
    ) throws -> [AuditFinding] {
        try connection.rows(
            """
            SELECT sn, payment_sn, amount FROM refund
            WHERE done_at IS NULL AND created_at <= $1
                AND sn NOT IN (SELECT message_key FROM outbox WHERE kind = $2)
            ORDER BY id LIMIT $3
            """, moment.nanoseconds, PaymentMessage.Kind.refund, limit
        ) { row in
            let (sn, payment) = (try row.next() as String, try row.next() as String)
            return AuditFinding(
                .refundForgotten, sn,
                "the refund of \(try row.next() as Int64) fen of payment \(payment) is owed, and nobody asks for it",
                isRepairable: true)
        }
    }
}
