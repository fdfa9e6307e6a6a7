import DatabaseSQLite
import EventLog
import EventLogKafka
import EventLogSQLite
import Logging

/// The event log, and how it is let go of.
struct EventsBackend: Sendable {
    let log: any EventBackend
    /// Where the log is, for people: the path of a file, or `Kafka 127.0.0.1:9092`.
    let place: String
    /// Lets go of the log, when nobody uses it any more.
    let close: @Sendable () async -> Void

    /// The log in a file, whose schema is brought up to date. Whoever opened the file closes it.
    static func open(_ database: SQLiteDatabase, logger: Logger) async throws -> EventsBackend {
        EventsBackend(log: try await SQLiteEventLog(database: database, logger: logger), place: database.path) {}
    }

    /// The log on a Kafka cluster.
    /// - Parameter waits: whether a cluster that cannot be reached is waited for.
    /// - Throws: `StartError`
    static func open(_ configuration: KafkaConfiguration, waits: Bool, logger: Logger) async throws -> EventsBackend {
        let log = try await KafkaStart(configuration: configuration, waits: waits, logger: logger).log()
        return EventsBackend(log: log, place: "Kafka \(configuration.brokers)") { await log.close() }
    }
}
