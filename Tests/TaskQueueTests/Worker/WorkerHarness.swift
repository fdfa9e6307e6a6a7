import Clocks
import Logging
import ServiceLifecycleTestKit
import Synchronization
import TaskQueue
import TaskQueueSQLite

/// What handlers report to the test, in order.
struct Events: Sendable {
    private let stream: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(of: String.self)
    }

    func report(_ event: String) {
        continuation.yield(event)
    }

    /// Waits for the next event, or the next few.
    func next() async -> String? {
        var iterator = stream.makeAsyncIterator()
        return await iterator.next()
    }

    func next(_ count: Int) async -> [String] {
        var events: [String] = []
        while events.count < count, let event = await next() { events.append(event) }
        return events
    }
}

/// What a test does while a worker runs.
struct WorkerScene: Sendable {
    let broker: BrokerFixture.Subject
    let client: TaskQueueClient
    let clock: ManualWallClock
    let events: Events

    /// How many of a worker's loops sleep on the clock while it has nothing to do: taking, forwarding, expiries,
    /// heartbeat, recovery and clean-up.
    static let sleepersAtRest = 6
}

/// Runs a worker from before `body` until after it, shuts it down gracefully, and then runs `after`: by then every
/// outcome is stored.
func withWorker(
    _ fixture: BrokerFixture,
    configuration: TaskWorker.Configuration = .init(),
    wrapping wrap: @escaping @Sendable (any Broker) -> any Broker = { $0 },
    before: @escaping @Sendable (WorkerScene) async throws -> Void = { _ in },
    routes: @escaping @Sendable (inout TaskRouter, Events) -> Void,
    _ body: @escaping @Sendable (WorkerScene) async throws -> Void,
    after: @escaping @Sendable (WorkerScene) async throws -> Void = { _ in }
) async throws {
    try await fixture.run { broker, client, clock in
        let events = Events()
        var router = TaskRouter()
        routes(&router, events)
        let worker = try TaskWorker(
            broker: wrap(broker), router: router, configuration: configuration, clock: clock, logger: silent)
        let scene = WorkerScene(broker: broker, client: client, clock: clock, events: events)
        try await before(scene)
        try await testGracefulShutdown { trigger in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await worker.run() }
                do {
                    try await body(scene)
                } catch {
                    group.cancelAll()
                    throw error
                }
                trigger.triggerGracefulShutdown()
                try await group.waitForAll()
            }
        }
        try await after(scene)
    }
}

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

struct Failure: Error, CustomStringConvertible {
    var description: String
}

/// Returns when the task is cancelled.
func waitForCancellation() async throws {
    while true { try await Task.sleep(for: .seconds(3600)) }
}
