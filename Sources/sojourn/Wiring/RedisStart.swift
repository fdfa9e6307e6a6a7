import Logging
import Redis
import Settings
import TaskQueue
import TaskQueueRedis

/// The first contact with the Redis server that keeps the task queue.
struct RedisStart: Sendable {
    let client: RedisClient
    let address: String
    /// Whether a server that cannot be reached is tried again.
    let waits: Bool
    let logger: Logger

    /// The broker, as soon as the server answers.
    /// - Throws: `StartError`, which names the setting, the address and the reason.
    func broker() async throws -> RedisBroker {
        do {
            return try await ServerContact(server: "Redis", address: address, waits: waits, logger: logger).reach {
                do throws(TaskQueueError) {
                    return try await RedisBroker(client: client, logger: logger)
                } catch {
                    throw ServerContact.Failure(reason: error.reason, isTransient: error.isRetryable)
                }
            }
        } catch let failure as ServerContact.Failure {
            throw StartError(
                "queue.redis.url: the task queue at Redis \(address) cannot be used: \(failure.reason)"
                    + (failure.isTransient ? Self.advice : ""))
        }
    }

    private static var advice: String {
        let variable = SettingNames.catalogue.variable(for: SettingNames.queueRedisURL.key)
        return ". Start the server, or correct \(variable); with queue.backend embedded none is needed"
    }
}

extension TaskQueueError {
    /// What the server or the connection said, where it is known.
    fileprivate var reason: String { (cause as? RedisError)?.message ?? message }
}
