import Clocks
import Logging
import Redis
import TaskQueue
import TestSupport
import Testing

@testable import TaskQueueRedis

/// A broker on an emptied server that the tests of a suite share, with a clock that stands still.
struct OperatorHarness: Sendable {
    let redis: RedisClient
    let clock: ManualWallClock
    let broker: RedisBroker

    init(logger: Logger = quietLogger) async throws {
        redis = try await SharedRedis.empty()
        clock = ManualWallClock(now: VectorBench.start)
        broker = try await RedisBroker(client: redis, clock: clock, logger: logger)
    }

    /// Enqueues a task `t` with the payload `x`.
    func add(_ id: String, _ options: TaskOptions = .init()) async throws {
        var options = options
        options.taskID = id
        try await TaskQueueClient(broker: broker).enqueue(type: "t", payload: [0x78], options: options)
    }

    /// Enqueues tasks by the numbers from 0.
    func addMany(_ count: Int, group: String? = nil) async throws {
        let tasks = (0..<count).map { number in
            NewTask(
                message: TaskMessage(
                    id: "\(number)", type: "t", payload: [], queue: "default", maxRetry: 0, timeout: .seconds(60),
                    group: group))
        }
        for first in stride(from: 0, to: count, by: 500) {
            try await broker.enqueue(Array(tasks[first..<min(first + 500, count)]))
        }
    }

    /// Takes tasks from `default` with a lease of 30 s.
    func take(_ limit: Int = 10) async throws -> [LeasedTask] {
        try await broker.dequeue(
            DequeueRequest(queues: ["default"], limit: limit, leaseDuration: .seconds(30))
        ).tasks
    }

    /// Sends a command word by word.
    @discardableResult
    func send(_ words: String...) async throws -> RESPValue {
        try await redis.send(RedisCommand(words[0], arguments: words.dropFirst().map { .text($0) }))
    }

    /// The ids of the first tasks in a state.
    func ids(_ state: TaskState, group: String? = nil, offset: Int = 0, limit: Int = 100) async throws -> [String] {
        try await broker.tasks(in: "default", state: state, group: group, offset: offset, limit: limit).map(\.id)
    }

    /// The keys of the server.
    func keys() async throws -> Set<String> {
        Set(try await send("KEYS", "*").array?.compactMap(\.string) ?? [])
    }
}
