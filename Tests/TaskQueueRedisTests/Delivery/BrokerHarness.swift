import Clocks
import Logging
import Redis
import TaskQueue
@testable import TaskQueueRedis
import TestSupport
import Testing

/// A broker on a Redis server of its own, and another way to that server.
struct BrokerHarness: Sendable {
    let broker: RedisBroker
    let server: RedisServer
    /// What anybody else who uses the server sees and does.
    let redis: RedisClient

    var client: TaskQueueClient { TaskQueueClient(broker: broker) }

    /// Runs `body` with a server and a broker on it.
    /// - Parameter clock: the broker's clock in place of the server's.
    static func run(
        clock: (any WallClock)? = nil, localClock: (any WallClock)? = nil,
        options: RedisServer.Options = .init(), logger: Logger = quietLogger,
        _ body: @Sendable (BrokerHarness) async throws -> Void
    ) async throws {
        try await withRedis(options) { server in
            try await withClient(server) { client in
                try await withClient(server) { redis in
                    let broker = try await RedisBroker(
                        client: client, clock: clock, localClock: localClock, logger: logger)
                    try await body(BrokerHarness(broker: broker, server: server, redis: redis))
                }
            }
        }
    }

    /// Sends a command word by word.
    @discardableResult
    func send(_ words: String...) async throws -> RESPValue {
        try await redis.send(RedisCommand(words[0], arguments: words.dropFirst().map { .text($0) }))
    }

    /// What the broker's tasks are taken with, unless the test is about it.
    func take(_ limit: Int = 10, from queue: String = "default") async throws -> Delivery {
        try await broker.dequeue(
            DequeueRequest(queues: [queue], limit: limit, leaseDuration: .seconds(30)))
    }

    /// Enqueues a task `t` with the payload `x`.
    func add(_ id: String, _ options: TaskOptions = .init()) async throws {
        var options = options
        options.taskID = id
        try await client.enqueue(type: "t", payload: [0x78], options: options)
    }

    /// Puts a task into a queue as a client of asynq does.
    func addForeign(_ id: String, to queue: String = "default") async throws {
        let message = TaskMessage(id: id, type: "t", payload: [], queue: queue, maxRetry: 3, timeout: .seconds(60))
        _ = try await redis.pipeline([
            RedisCommand("SADD", "asynq:queues", .text(queue)),
            RedisCommand(
                "HSET", .text("asynq:{\(queue)}:t:\(id)"), "msg", .bytes(message.encoded()), "state",
                "pending", "pending_since", "1893456000000000000"),
            RedisCommand("LPUSH", .text("asynq:{\(queue)}:pending"), .text(id)),
        ])
    }

    /// The keys of the server.
    func keys() async throws -> Set<String> {
        Set(try await send("KEYS", "*").array?.compactMap(\.string) ?? [])
    }
}

/// Runs `body` with a client, and shuts it down whatever happens.
func withClient<Value: Sendable>(
    _ server: RedisServer, _ body: (RedisClient) async throws -> Value
) async throws -> Value {
    let client = RedisClient(configuration: try RedisConfiguration(url: server.url), logger: quietLogger)
    do {
        let value = try await body(client)
        await client.shutdown()
        return value
    } catch {
        await client.shutdown()
        throw error
    }
}

/// The error of the queue that `body` throws.
func failure(of body: () async throws -> Void) async throws -> TaskQueueError {
    do {
        try await body()
    } catch let error as TaskQueueError {
        return error
    }
    return try #require(nil, "no error was thrown")
}
