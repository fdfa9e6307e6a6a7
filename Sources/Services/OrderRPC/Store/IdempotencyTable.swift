import Clocks
import Database

/// What guests' idempotency keys were used for, within a transaction.
struct IdempotencyTable {
    /// How long a key is remembered.
    static let retention = Duration.seconds(7 * 86_400)

    /// The request that came with a key, and the order it led to.
    struct Use: Sendable {
        let request: String
        let sn: String
    }

    let connection: any DatabaseConnection

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    func use(ofKey key: String, by user: Int64) throws -> Use? {
        try connection.firstRow(
            "SELECT request, order_sn FROM idempotency_key WHERE user_id = $1 AND idempotency_key = $2", user, key
        ) { row in Use(request: try row.next(), sn: try row.next()) }
    }

    /// The statement that claims a key for an order. It changes no row where the key is in use.
    static func claim(of key: String, by user: Int64, _ use: Use, at moment: Timestamp) -> DatabaseStatement {
        DatabaseStatement(
            """
            INSERT INTO idempotency_key (user_id, idempotency_key, request, order_sn, created_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id, idempotency_key) DO NOTHING
            """,
            user, key, use.request, use.sn, moment.nanoseconds)
    }

    func forget(before moment: Timestamp) throws {
        try connection.execute("DELETE FROM idempotency_key WHERE created_at < $1", moment.nanoseconds)
    }
}
