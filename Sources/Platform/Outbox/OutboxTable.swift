import Clocks
import Database

/// What the relay does with the outbox's table.
enum OutboxTable {
    /// Whether a message may be taken.
    static func hasDue(at now: Timestamp, in connection: any DatabaseConnection) throws -> Bool {
        let id: Int64? = try connection.firstRow("SELECT id FROM outbox WHERE due_at <= $1 LIMIT 1", now.nanoseconds) {
            row in try row.next()
        }
        return id != nil
    }

    /// Takes up to `limit` messages that are due, the longest due first: no relay takes them again before the lease
    /// is over.
    static func claim(
        limit: Int, at now: Timestamp, lease: Timestamp, in connection: any DatabaseConnection
    ) throws -> [OutboxMessage] {
        // On PostgreSQL a second relay leaves out the rows that the first is taking, instead of waiting for them.
        let messages = try connection.rows(
            """
            WITH due AS (
                SELECT id FROM outbox WHERE due_at <= $2 ORDER BY due_at, id LIMIT $3 {skip locked}
            )
            UPDATE outbox SET due_at = $1 WHERE id IN (SELECT id FROM due)
            RETURNING id, kind, message_key, payload, attempts, created_at, trace_context
            """, lease.nanoseconds, now.nanoseconds, limit
        ) { row in
            OutboxMessage(
                id: try row.next(), kind: try row.next(), key: try row.next(), payload: try row.next(),
                attempts: try row.next(), createdAt: Timestamp(nanoseconds: try row.next()),
                trace: TraceColumn.decode(try row.next()))
        }
        return messages.sorted { $0.id < $1.id }
    }

    /// Puts off the moment from which other relays may take messages that are still being delivered.
    /// - Parameter held: until when they are this relay's. What another has taken since is not touched.
    static func renew(
        _ ids: [Int64], heldUntil held: Timestamp, until lease: Timestamp, in connection: any DatabaseConnection
    ) throws(DatabaseError) {
        guard !ids.isEmpty else { return }
        let (places, parameters) = list(ids, from: 3)
        try connection.execute(
            "UPDATE outbox SET due_at = $1 WHERE due_at = $2 AND id IN (\(places))",
            [lease.nanoseconds, held.nanoseconds] + parameters)
    }

    /// Deletes messages that were delivered.
    static func delete(_ ids: [Int64], in connection: any DatabaseConnection) throws(DatabaseError) {
        guard !ids.isEmpty else { return }
        let (places, parameters) = list(ids, from: 1)
        try connection.execute("DELETE FROM outbox WHERE id IN (\(places))", parameters)
    }

    /// Puts messages off whose delivery has failed.
    /// - Parameter held: until when they were this relay's. What another has taken since is not touched.
    static func postpone(
        _ ids: [Int64], heldUntil held: Timestamp, error: String, until due: Timestamp,
        in connection: any DatabaseConnection
    ) throws(DatabaseError) {
        guard !ids.isEmpty else { return }
        let (places, parameters) = list(ids, from: 4)
        try connection.execute(
            """
            UPDATE outbox SET attempts = attempts + 1, last_error = $1, due_at = $2
            WHERE due_at = $3 AND id IN (\(places))
            """, [error, due.nanoseconds, held.nanoseconds] + parameters)
    }

    /// Numbers as parameters from `$first` on. They are filled up to a power of two by repeating the last one, so that
    /// an engine sees and keeps few different statements.
    private static func list(_ ids: [Int64], from first: Int) -> (places: String, parameters: [Int64]) {
        var size = 1
        while size < ids.count { size *= 2 }
        let places = (first..<first + size).map { "$\($0)" }.joined(separator: ", ")
        return (places, ids + Array(repeating: ids.last ?? 0, count: size - ids.count))
    }
}
