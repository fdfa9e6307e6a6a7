import DatabaseSQLite
import Logging
import Redis
import TaskQueue
import TaskQueueRedis
import TaskQueueSQLite

/// The task queue's broker, and how it is let go of.
struct QueueBackend: Sendable {
    let broker: any Broker & TaskInspection
    /// Where the queue is, for people: the path of a file, or `Redis 127.0.0.1:6379`.
    let place: String
    /// Lets go of the broker, when nobody uses it any more.
    let close: @Sendable () async -> Void

    /// The queue in a file, whose schema is brought up to date. Whoever opened the file closes it.
    static func open(_ database: SQLiteDatabase) async throws -> QueueBackend {
        QueueBackend(broker: try await SQLiteBroker(database: database), place: database.path) {}
    }

    /// The queue on a Redis server.
    /// - Parameter waits: whether a server that cannot be reached is waited for, because servers that start together do
    ///   not all start at once.
    /// - Throws: `StartError`, after ``RedisStart/patience`` at the latest.
    static func open(
        _ configuration: RedisConfiguration, waits: Bool, telemetry: RedisTelemetryOptions = RedisTelemetryOptions(),
        logger: Logger
    ) async throws -> QueueBackend {
        let client = RedisClient(configuration: configuration, telemetry: telemetry, logger: logger)
        let start = RedisStart(
            client: client, address: configuration.topology.description, waits: waits, logger: logger)
        do {
            return QueueBackend(broker: try await start.broker(), place: "Redis \(start.address)") {
                await client.shutdown()
            }
        } catch {
            await client.shutdown()
            throw error
        }
    }
}
