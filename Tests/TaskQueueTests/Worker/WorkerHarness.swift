import Clocks
import Logging
import Metrics
import ServiceLifecycle
import ServiceLifecycleTestKit
import TaskQueue
import Testing

/// What handlers report to the test, in order.
struct Events: Sendable {
    private let stream: AsyncStream<String>
    private let continuation: AsyncStream<String>.Continuation
    /// The moment at which a new ``ManualWallClock`` stands.
    let start = ManualWallClock().now

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

    /// How many of a worker's loops sleep on the clock while it has nothing to do: those that look for tasks now and
    /// then, forward, watch for expiries, extend leases, show the worker, recover and clean up.
    static let sleepersAtRest = 7

    /// Moves the clock on, step by step, until the next event. It stands still while there is work to do: a slow machine
    /// would run that into its own time limit.
    func nextEvent(advancingBy step: Duration) async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask { await events.next() }
            group.addTask {
                // It looks again and again, as no broker tells when a task was put off. A sleep fails when the event is
                // there; a count fails where the first task has yet to make the queue.
                while (try? await Task.sleep(for: .milliseconds(5))) != nil {
                    let counts = try? await broker.statistics(of: "default").counts
                    guard let counts, counts[.pending, default: 0] == 0, counts[.active, default: 0] == 0 else {
                        continue
                    }
                    clock.advance(by: step)
                }
                return nil
            }
            let event = await group.next() ?? nil
            group.cancelAll()
            return event
        }
    }
}

/// Runs a worker from before `body` until after it, shuts it down gracefully, and then runs `after`: by then every
/// outcome is stored.
func withWorker(
    _ fixture: BrokerFixture,
    configuration: TaskWorker.Configuration = .init(),
    metricsFactory: (any MetricsFactory)? = nil,
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
            broker: wrap(broker), router: router, configuration: configuration, metricsFactory: metricsFactory,
            logger: silent)
        let scene = WorkerScene(broker: broker, client: client, clock: clock, events: events)
        try await before(scene)
        try await withRunning(worker) { _ in try await body(scene) }
        try await after(scene)
    }
}

/// Runs a service while `body` runs, which may begin the graceful shutdown; it begins after it at the latest.
func withRunning(
    _ service: any Service, _ body: (_ shutDown: () -> Void) async throws -> Void
) async throws {
    try await testGracefulShutdown { trigger in
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            do {
                try await body { trigger.triggerGracefulShutdown() }
            } catch {
                group.cancelAll()
                throw error
            }
            trigger.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }
}

/// Expects that no task is left in `default`.
@Sendable func expectNothingLeft(_ scene: WorkerScene) async throws {
    let statistics = try await scene.broker.statistics(of: "default")
    #expect(statistics.counts.values.allSatisfy { $0 == 0 })
}

let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

struct Failure: Error, CustomStringConvertible {
    var description: String
}

/// Returns when the task is cancelled.
func waitForCancellation() async throws {
    while true { try await Task.sleep(for: .seconds(3600)) }
}
