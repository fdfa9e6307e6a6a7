import Clocks
import Logging
import Redis
import Settings
import Synchronization
import TaskQueue
import TaskQueueRedis

/// The first contact with the Redis server that keeps the task queue.
struct RedisStart: Sendable {
    /// How long it may take until the server answers.
    static let patience: Duration = .seconds(10)
    private static let pause: Duration = .milliseconds(250)

    let client: RedisClient
    let address: String
    /// Whether a server that cannot be reached is tried again.
    let waits: Bool
    let logger: Logger

    /// The broker, as soon as the server answers.
    /// - Throws: `StartError`, which names the setting, the address and the reason.
    func broker() async throws -> RedisBroker {
        let problem = Problem()
        return try await withThrowingTaskGroup(of: RedisBroker?.self) { group in
            group.addTask { try await connect(noting: problem) }
            group.addTask {
                try await Task.sleep(for: Self.patience)
                return nil
            }
            defer { group.cancelAll() }
            guard let broker = try await group.next() ?? nil else {
                throw unreachable("it did not answer within \(Self.patience.text): \(problem.text)")
            }
            return broker
        }
    }

    private func connect(noting problem: Problem) async throws -> RedisBroker {
        while true {
            do throws(TaskQueueError) {
                return try await RedisBroker(client: client, logger: logger)
            } catch {
                guard error.isRetryable else { throw failure(error.reason) }
                guard waits else { throw unreachable(error.reason) }
                if problem.note(error) {
                    logger.warning(
                        "waiting for Redis", metadata: ["address": "\(address)", "error": "\(error.reason)"])
                }
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    private func failure(_ reason: String) -> StartError {
        StartError("queue.redis.url: the task queue at Redis \(address) cannot be used: \(reason)")
    }

    private func unreachable(_ reason: String) -> StartError {
        let variable = SettingNames.catalogue.variable(for: SettingNames.queueRedisURL.key)
        return failure(
            "\(reason). Start the server, or correct \(variable); with queue.backend embedded none is needed")
    }

    /// What the last attempt came to.
    private final class Problem: Sendable {
        private let last = Mutex<String?>(nil)

        var text: String { last.withLock { $0 ?? "there was no reply at all" } }

        /// Returns whether it is the first.
        func note(_ error: TaskQueueError) -> Bool {
            last.withLock { last in
                defer { last = error.reason }
                return last == nil
            }
        }
    }
}

extension TaskQueueError {
    /// What the server or the connection said, where it is known.
    fileprivate var reason: String { (cause as? RedisError)?.message ?? message }
}
