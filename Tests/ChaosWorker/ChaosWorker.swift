import Foundation
import Logging
import Redis
import ServiceLifecycle
import TaskQueue
import TaskQueueRedis
import UnixSignals

/// A worker process for the chaos test to kill: it writes down each task that it handled, and lets some of them fail.
///
/// Usage: chaos-worker REDIS-URL JOURNAL
@main
struct ChaosWorker {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            print("usage: chaos-worker REDIS-URL JOURNAL")
            exit(64)
        }
        let logger = Logger(label: "chaos-worker")
        let redis = RedisClient(configuration: try RedisConfiguration(url: arguments[1]), logger: logger)
        let broker = try await connect(redis, logger: logger)
        let journal = try Journal(path: arguments[2])
        let worker = try TaskWorker(
            broker: broker, router: router(journal),
            configuration: .init(
                concurrency: 20,
                leaseDuration: .seconds(5),
                heartbeatInterval: .seconds(1),
                recoveryInterval: .seconds(1),
                // What the test kills at random is not at fault, however often it happens to be hit.
                crashLimit: 100,
                retryDelay: { _, _, _ in .milliseconds(100) }),
            logger: logger)
        try await ServiceGroup(services: [worker], gracefulShutdownSignals: [.sigterm], logger: logger).run()
        await redis.shutdown()
    }

    /// Redis may be down just now: it is killed as well.
    private static func connect(_ redis: RedisClient, logger: Logger) async throws -> RedisBroker {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            do {
                return try await RedisBroker(client: redis, logger: logger)
            } catch {
                guard error.isRetryable, ContinuousClock.now < deadline else { throw error }
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func router(_ journal: Journal) -> TaskRouter {
        struct Unlucky: Error {}
        var router = TaskRouter()
        router.handle(type: "chaos") { _, context in
            try await Task.sleep(for: .milliseconds(.random(in: 0...5)))
            // One attempt in twenty fails, and its task is tried again.
            if Int.random(in: 0..<20) == 0 { throw Unlucky() }
            try journal.write(context.id)
        }
        return router
    }
}

/// A file that several processes append lines to.
final class Journal: Sendable {
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o644)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    /// Appends a line in one call, so that lines of several processes do not mix.
    func write(_ line: String) throws {
        let bytes = Array("\(line)\n".utf8)
        guard Foundation.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
    }
}
