import Clocks
import Redis
import TaskQueue
import Testing
import TestSupport

@testable import TaskQueueRedis

/// The state before a vector's operation on a real server, and a broker whose clock stands at the vector's time.
struct VectorBench: Sendable {
    /// 2030-01-02T03:04:05.678901234Z, when all vectors begin.
    static let start = Timestamp(nanoseconds: 1_893_553_445_678_901_234)

    let vector: Vector
    let redis: RedisClient
    let clock: ManualWallClock
    let broker: RedisBroker

    /// - Parameter redis: a server that the bench has for itself.
    init(_ vector: Vector, _ redis: RedisClient) async throws {
        self.vector = vector
        self.redis = redis
        clock = ManualWallClock(now: vector.operationTime)
        try await vector.before.load(into: redis, now: clock.now)
        broker = try await RedisBroker(client: redis, clock: clock, logger: quietLogger)
    }

    var client: TaskQueueClient { TaskQueueClient(broker: broker) }

    /// Makes one of the vector's calls of `Enqueue`, with options as ours.
    func enqueue(_ index: Int = 0, _ options: TaskOptions) async throws {
        let call = try #require(vector.enqueueCalls?[index])
        var options = options
        options.headers = call.headers ?? [:]
        try await client.enqueue(type: call.taskType, payload: call.payload.bytes, options: options)
    }

    /// Takes what is pending in `default`, with a lease of 30 s.
    func take() async throws -> [LeasedTask] {
        try await broker.dequeue(
            DequeueRequest(queues: ["default"], limit: 10, leaseDuration: .seconds(30))
        ).tasks
    }

    /// Takes the one pending task and stores how the attempt ended.
    func work(_ transition: TaskOutcome.Transition) async throws {
        let tasks = try await take()
        #expect(tasks.count == 1)
        #expect(try await broker.settle(tasks.map { TaskOutcome($0, transition) }).isEmpty)
    }

    /// Takes the one pending task, which fails and is tried again after `delay`.
    func fail(_ error: String, after delay: Duration = .seconds(10), isFailure: Bool = true) async throws {
        try await work(.retry(at: clock.now + delay, error: error, isFailure: isFailure))
    }

    /// A task that asynq has taken, under asynq's lease.
    func active(_ id: String = "task-1") async throws -> LeasedTask {
        let info = try await broker.task(id, in: "default")
        let expiry = try #require(
            try await redis.send(RedisCommand("ZSCORE", "asynq:{default}:lease", .text(id))).double)
        let lease = TaskLease(
            queue: "default", taskID: id, token: 0, expiresAt: Timestamp(seconds: Int64(expiry)))
        return LeasedTask(message: info.message, lease: lease)
    }

    /// The server's state now.
    func snapshot() async throws -> RedisSnapshot { try await RedisSnapshot(of: redis) }
}

extension Vector {
    /// When the operation ended, without the nanoseconds by which asynq's own waiting moved the clock.
    var operationTime: Timestamp {
        let seconds = (Timestamp(nanoseconds: afterAtUnixNano) - VectorBench.start).components.seconds
        return VectorBench.start + .seconds(seconds)
    }
}
