public import Auditing
import Clocks
public import Database
import Outbox

/// A look at the orders' database, for audits: reads only, a page at a time, and hands out small facts.
public struct OrderAudit: Sendable {
    let database: any Database
    /// How long an order may stay unpaid.
    let closeAfter: Duration
    let pageSize: Int

    /// - Parameters:
    ///   - database: the orders' own.
    ///   - closeAfter: how long an order may stay unpaid.
    ///   - pageSize: the most orders held in memory at a time, at least 1.
    public init(database: any Database, closeAfter: Duration, pageSize: Int = 1000) {
        precondition(pageSize >= 1, "a page has at least one order")
        self.database = database
        self.closeAfter = closeAfter
        self.pageSize = pageSize
    }

    /// What is wrong with the store as a whole, apart from single orders.
    /// - Parameter limit: the most findings of a kind to return.
    /// - Throws: `DatabaseError`
    public func findings(at moment: AuditMoment, limit: Int) async throws -> [AuditFinding] {
        let overdue = moment.settled - closeAfter
        let others = try await database.read { connection in
            try Self.overdue(placedBy: overdue, at: moment.now, limit: limit, in: connection)
                + Self.keysWithoutOrder(limit: limit, in: connection)
                + Outbox.findings(at: moment, limit: limit, in: connection)
        }
        return try await nightFindings(limit: limit) + others
    }

    /// Facts about the orders of these numbers, by number; those that are not there are left out.
    /// - Throws: `DatabaseError`
    public func orders(_ sns: [String]) async throws -> [String: OrderFact] {
        guard !sns.isEmpty else { return [:] }
        let list = SQLList(sns)
        return try await database.read { connection in
            var facts: [String: OrderFact] = [:]
            try connection.forEachRow(
                "SELECT \(OrderFact.columns) FROM homestay_order WHERE sn IN (\(list.places))", list.values
            ) { row in
                let fact = try OrderFact(&row)
                facts[fact.sn] = fact
            }
            return facts
        }
    }

    private static func overdue(
        placedBy moment: Timestamp, at now: Timestamp, limit: Int, in connection: any DatabaseConnection
    ) throws -> [AuditFinding] {
        try connection.rows(
            """
            SELECT sn, created_at FROM homestay_order WHERE trade_state = 0 AND created_at <= $1
            ORDER BY created_at LIMIT $2
            """, moment.nanoseconds, limit
        ) { row in
            let sn: String = try row.next()
            let age = now - Timestamp(nanoseconds: try row.next())
            return AuditFinding(
                .orderOverdue, sn, "the order awaits payment since \(age.wholeSeconds.text)", isRepairable: true)
        }
    }

    private static func keysWithoutOrder(
        limit: Int, in connection: any DatabaseConnection
    ) throws -> [AuditFinding] {
        try connection.rows(
            """
            SELECT order_sn, idempotency_key, user_id FROM idempotency_key AS k
            WHERE NOT EXISTS (SELECT 1 FROM homestay_order AS o WHERE o.sn = k.order_sn AND o.user_id = k.user_id)
            ORDER BY user_id, idempotency_key LIMIT $1
            """, limit
        ) { row in
            let sn: String = try row.next()
            let (key, user) = (try row.next() as String, try row.next() as Int64)
            return AuditFinding(
                .keyWithoutOrder, sn, "the key «\(key)» of guest \(user) leads to this order, and they have none such")
        }
    }
}

extension Duration {
    /// The duration without what is finer than a second.
    var wholeSeconds: Duration { .seconds(components.seconds) }
}
