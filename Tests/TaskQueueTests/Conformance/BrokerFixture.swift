import Clocks
import TaskQueue
import Testing

/// A broker that the conformance suite runs against, with a clock that the test moves.
///
/// Brokers keep some times in whole seconds: leases, the archive, completion, groups and registries. Due times are
/// exact. The tests move the clock accordingly.
struct BrokerFixture: Sendable, CustomTestStringConvertible {
    typealias Subject = any Broker & TaskInspection

    let testDescription: String
    /// Makes an empty broker, hands it to the body, and cleans up after it also where it throws.
    let withBroker: @Sendable (ManualWallClock, @Sendable (Subject) async throws -> Void) async throws -> Void
    /// Makes what the store lets expire by a clock of its own older by this much.
    var age: @Sendable (Subject, Duration) async throws -> Void = { _, _ in }

    /// Every broker there is.
    static let all = [sqlite, redis]
}

extension BrokerFixture {
    /// The same, with a clock made for it.
    func run(
        _ body: @Sendable (Subject, TaskQueueClient, ManualWallClock) async throws -> Void
    ) async throws {
        let clock = ManualWallClock()
        try await withBroker(clock) { broker in
            try await body(broker, TaskQueueClient(broker: broker), clock)
        }
    }

    /// Moves the clock, for the broker and for what its store lets expire.
    func pass(_ duration: Duration, on clock: ManualWallClock, for broker: Subject) async throws {
        clock.advance(by: duration)
        try await age(broker, duration)
    }
}

extension TaskQueueClient {
    /// Enqueues a task `type` with the payload `payload` as text.
    @discardableResult
    func add(_ id: String, type: String = "t", payload: String = "x", _ options: TaskOptions = .init())
        async throws(TaskQueueError) -> TaskInfo
    {
        var options = options
        options.taskID = id
        return try await enqueue(type: type, payload: Array(payload.utf8), options: options)
    }
}

extension Broker {
    /// Takes tasks with a lease of 30 s.
    func take(
        _ limit: Int = 10, from queues: [String] = ["default"], limits: [String: TaskLimit] = [:]
    ) async throws(TaskQueueError) -> [LeasedTask] {
        try await dequeue(
            DequeueRequest(queues: queues, limit: limit, leaseDuration: .seconds(30), limits: limits)
        ).tasks
    }

    /// Settles one task.
    @discardableResult
    func settle(_ task: LeasedTask, _ transition: TaskOutcome.Transition) async throws(TaskQueueError) -> [TaskLease] {
        try await settle([TaskOutcome(task, transition)])
    }
}

extension [LeasedTask] {
    var ids: [String] { map(\.message.id) }
}

/// The code of the error that `body` throws, `nil` where it throws none.
func codeThrown(by body: () async throws -> Void) async -> TaskQueueError.Code? {
    do {
        try await body()
        return nil
    } catch let error as TaskQueueError {
        return error.code
    } catch {
        Issue.record(error)
        return nil
    }
}
