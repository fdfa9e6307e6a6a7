import Foundation
import Logging
import Redis
import TaskQueue
import TaskQueueRedis

/// An empty Redis and a broker on it.
struct Bench {
    let redis: RedisClient
    let broker: RedisBroker
    static let logger = {
        var logger = Logger(label: "queue-benchmark")
        logger.logLevel = .warning
        return logger
    }()

    /// Empties the Redis and hands over a broker on it.
    static func run<Value>(on url: String, _ body: (Bench) async throws -> Value) async throws -> Value {
        let redis = RedisClient(configuration: try RedisConfiguration(url: url), logger: logger)
        do {
            _ = try await redis.send(RedisCommand("FLUSHALL"))
            let value = try await body(Bench(redis: redis, broker: RedisBroker(client: redis, logger: logger)))
            await redis.shutdown()
            return value
        } catch {
            await redis.shutdown()
            throw error
        }
    }

    /// A task as asynq's own figures were taken with: 100 bytes of payload, and no options.
    static let payload = [UInt8](repeating: UInt8(ascii: "x"), count: 100)

    /// Fills the queue `default`.
    func fill(_ count: Int, options: TaskOptions = .init()) async throws {
        let client = TaskQueueClient(broker: broker)
        let request = TaskRequest(type: "bench", payload: Self.payload, options: options)
        for start in stride(from: 0, to: count, by: 500) {
            try await client.enqueue(Array(repeating: request, count: min(500, count - start)))
        }
    }

    /// Runs a worker until `body` returns.
    func withWorker(
        _ configuration: TaskWorker.Configuration, _ router: TaskRouter,
        _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let worker = try TaskWorker(broker: broker, router: router, configuration: configuration, logger: Self.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            try await body()
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
