public import Clocks
public import Database
import TracePropagation
public import Tracing

/// A transactional outbox: messages to others stand in the service's own database, so that they are written if and
/// only if the records are that they speak of.
///
///     try await database.write { connection in
///         try orders.insert(order, connection)
///         try Outbox.add(kind: "close-order", key: order.sn, payload: "", at: now, in: connection)
///     }
///     relay.wake()
public enum Outbox {
    /// The statements that make the outbox's table, for the owning service's migrations.
    public static let schema = [
        // `due_at` says when a message may be taken next: at once for a new one; after the lease for one that a relay
        // is delivering; after a pause for one that has failed.
        """
        CREATE TABLE outbox (
            id {identity},
            kind TEXT NOT NULL,
            message_key TEXT NOT NULL,
            payload {bytes} NOT NULL,
            attempts BIGINT NOT NULL,
            last_error TEXT,
            created_at BIGINT NOT NULL,
            due_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX outbox_due ON outbox (due_at, id)",
    ]

    /// The statements that add to ``schema`` what a message remembers of its trace, for a migration after that of the
    /// schema. Messages of before have nothing to remember: their delivery begins a trace.
    public static let traceSchema = ["ALTER TABLE outbox ADD COLUMN trace_context TEXT"]

    /// Writes a message, in the transaction that `connection` stands in.
    ///
    /// - Parameters:
    ///   - kind: which delivery it is.
    ///   - key: what it is about; for whoever reads the log, and for the receiver to tell repetitions by.
    ///   - now: when it was written. It may be delivered from then on.
    ///   - context: the trace that its delivery goes on with. It is to be read before the transaction, whose closure
    ///     runs where `ServiceContext.current` is not that of the request.
    /// - Throws: `DatabaseError`
    public static func add(
        kind: String, key: String, payload: [UInt8], at now: Timestamp, under context: ServiceContext? = nil,
        in connection: any DatabaseConnection
    ) throws(DatabaseError) {
        try connection.execute([addition(kind: kind, key: key, payload: payload, at: now, under: context)])
    }

    /// The statement that writes a message, for a transaction that runs several at once.
    ///
    /// - Parameters:
    ///   - kind: which delivery it is.
    ///   - key: what it is about.
    ///   - now: when it was written. It may be delivered from then on.
    ///   - context: the trace that its delivery goes on with.
    public static func addition(
        kind: String, key: String, payload: [UInt8], at now: Timestamp, under context: ServiceContext? = nil
    ) -> DatabaseStatement {
        DatabaseStatement(
            """
            INSERT INTO outbox (kind, message_key, payload, attempts, created_at, due_at, trace_context)
            VALUES ($1, $2, $3, 0, $4, $4, $5)
            """, kind, key, payload, now.nanoseconds, context.flatMap { TraceColumn.encode($0.fields) })
    }

    /// Writes a message whose payload is a text in UTF-8.
    /// - Throws: `DatabaseError`
    public static func add(
        kind: String, key: String, payload: String, at now: Timestamp, under context: ServiceContext? = nil,
        in connection: any DatabaseConnection
    ) throws(DatabaseError) {
        try add(kind: kind, key: key, payload: Array(payload.utf8), at: now, under: context, in: connection)
    }

    /// How much waits, and for how long.
    public static func status(at now: Timestamp, in connection: any DatabaseConnection) throws -> OutboxStatus {
        let row = try connection.firstRow(
            "SELECT COUNT(*), MIN(created_at), COUNT(CASE WHEN attempts > 0 THEN 1 END) FROM outbox"
        ) { row in
            (pending: try row.next() as Int, oldest: try row.next() as Int64?, failing: try row.next() as Int)
        }
        return OutboxStatus(
            pending: row?.pending ?? 0, failing: row?.failing ?? 0,
            oldestAge: row?.oldest.map { max(.zero, now - Timestamp(nanoseconds: $0)) })
    }
}

/// How an outbox stands.
public struct OutboxStatus: Sendable, Hashable {
    /// Messages that are not delivered yet.
    public var pending: Int
    /// Those among them whose delivery has failed at least once.
    public var failing: Int
    /// The age of the oldest; `nil` where there is none.
    public var oldestAge: Duration?

    public init(pending: Int, failing: Int, oldestAge: Duration?) {
        self.pending = pending
        self.failing = failing
        self.oldestAge = oldestAge
    }
}
