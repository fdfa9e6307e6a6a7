public import Auditing
import Clocks
public import Database

extension AuditKind {
    /// A message that has not been delivered for a long time.
    public static let outboxStuck = AuditKind(
        "outbox-stuck", .warning,
        advice: """
            see to what the error names; the message is retried for ever. One that was never tried has nobody to relay \
            it: is its service running?
            """)
}

extension Outbox {
    /// The messages that were written before the grace began and have not been delivered, the oldest first.
    /// - Parameter limit: the most to return.
    public static func findings(
        at moment: AuditMoment, limit: Int, in connection: any DatabaseConnection
    ) throws -> [AuditFinding] {
        try connection.rows(
            """
            SELECT kind, message_key, attempts, last_error, created_at FROM outbox WHERE created_at <= $1
            ORDER BY id LIMIT $2
            """, moment.settled.nanoseconds, limit
        ) { row in
            let kind: String = try row.next()
            let key: String = try row.next()
            let attempts: Int = try row.next()
            let error: String? = try row.next()
            let age = (moment.now - Timestamp(nanoseconds: try row.next())).text(roundedTo: .seconds(1))
            let reason =
                attempts == 0 ? "nobody has tried to" : "\(attempts) attempts failed, the last with: \(error ?? "–")"
            return AuditFinding(
                .outboxStuck, key, "the message «\(kind)» waits to be delivered since \(age): \(reason)")
        }
    }

    /// Whether a message of a kind about something has yet to be delivered.
    public static func contains(kind: String, key: String, in connection: any DatabaseConnection) throws -> Bool {
        try connection.firstRow(
            "SELECT 1 FROM outbox WHERE kind = $1 AND message_key = $2 LIMIT 1", kind, key
        ) { row in try row.next() as Int64 } != nil
    }
}

extension Duration {
    /// The duration as settings write it, rounded down.
    fileprivate func text(roundedTo unit: Duration) -> String {
        (unit * Int(self / unit)).text
    }
}
