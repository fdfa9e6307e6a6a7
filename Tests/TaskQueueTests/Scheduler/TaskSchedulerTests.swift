import Clocks
import ServiceLifecycleTestKit
import TaskQueue
import Testing

@Suite("a scheduler", .timeLimit(.minutes(10)))
struct TaskSchedulerTests {
    private func entry(_ id: String = "sweep", cron: String = "* * * * *") throws -> PeriodicTask {
        try PeriodicTask(id: id, cron: cron, type: "sweep", payload: [])
    }

    /// Runs schedulers of the same entry while `body` runs, and reports their ticks; then runs `after`.
    private func withSchedulers(
        _ count: Int, _ fixture: BrokerFixture, cron: String = "* * * * *",
        _ body: @escaping @Sendable (BrokerFixture.Subject, ManualWallClock, _ ticks: Events) async throws -> Void,
        after: @escaping @Sendable (BrokerFixture.Subject) async throws -> Void
    ) async throws {
        let entry = try entry(cron: cron)
        try await fixture.run { broker, _, clock in
            let ticks = Events()
            let watched = FaultyBroker(broker, onTick: { ticks.report($0) })
            let scheduler = try TaskScheduler(broker: watched, tasks: [entry], logger: silent)
            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<count { group.addTask { try await scheduler.run() } }
                    await clock.waitForSleepers(2 * count)
                    try await body(broker, clock, ticks)
                    trigger.triggerGracefulShutdown()
                    try await group.waitForAll()
                }
            }
            try await after(broker)
        }
    }

    @Test("several schedulers enqueue each tick once, also when the task was done before", arguments: BrokerFixture.all)
    func once(fixture: BrokerFixture) async throws {
        try await withSchedulers(3, fixture, cron: "@every 30s") { broker, clock, ticks in
            for _ in 0..<4 {
                await clock.waitForSleepers(6)
                clock.advance(by: .seconds(30))
                #expect(await ticks.next() == "sweep")
                let tasks = try await broker.take()
                #expect(tasks.count == 1)
                _ = try await broker.settle(tasks.map { TaskOutcome($0, .done) })
            }
        } after: { broker in
            let left = try await broker.take()
            #expect(left.isEmpty)
            let events = try await broker.enqueueEvents(of: "sweep", offset: 0, limit: 10)
            #expect(events.count == 4)
        }
    }

    @Test(
        "a scheduler that was held up does not repeat the tick, nor make up for those it missed",
        arguments: BrokerFixture.all)
    func missed(fixture: BrokerFixture) async throws {
        try await withSchedulers(1, fixture) { _, clock, ticks in
            // An hour passes in one leap, as for a machine that was suspended.
            clock.advance(by: .seconds(3600))
            #expect(await ticks.next() == "sweep")
            await clock.waitForSleepers(2)
            clock.advance(by: .seconds(60))
            #expect(await ticks.next() == "sweep")
        } after: { broker in
            let tasks = try await broker.take()
            #expect(tasks.count == 2)
        }
    }

    /// A tick may be tried at once and in each of the 60 seconds after it.
    @Test(
        "a tick is enqueued when the broker is there again, unless it is too late",
        arguments: BrokerFixture.all, [3, 60, 61])
    func unavailable(fixture: BrokerFixture, failedTries: Int) async throws {
        let entry = try entry(cron: "@every 100s")
        try await fixture.run { broker, _, clock in
            let (ticks, failures) = (Events(), Events())
            let faulty = FaultyBroker(
                broker, .init(enqueues: failedTries), onTick: { ticks.report($0) },
                onFailure: { failures.report($0) })
            let start = clock.now
            try await withRunning(TaskScheduler(broker: faulty, tasks: [entry], logger: silent)) { _ in
                await clock.waitForSleepers(2)
                clock.advance(by: .seconds(100))
                for _ in 0..<failedTries {
                    #expect(await failures.next() == "enqueue")
                    await clock.waitForSleepers(3)
                    clock.advance(by: .seconds(1))
                }
                if failedTries == 61 {
                    await clock.waitForSleepers(2)
                    clock.advance(by: .seconds(39))
                }
                #expect(await ticks.next() == "sweep")
            }
            let events = try await broker.enqueueEvents(of: "sweep", offset: 0, limit: 10)
            #expect(events.map(\.enqueuedAt) == [start + .seconds(failedTries == 61 ? 200 : 100 + failedTries)])
        }
    }

    @Test("entries that cannot be scheduled are refused")
    func invalid() async throws {
        #expect(throws: TaskQueueError.self) { try entry(cron: "61 * * * *") }
        #expect(throws: TaskQueueError.self) { try entry(" ") }
        #expect(throws: TaskQueueError.self) {
            _ = try PeriodicTask(id: "a", cron: "@daily", type: "", payload: [])
        }
        #expect(throws: TaskQueueError.self) {
            _ = try PeriodicTask(id: "a", cron: "@daily", type: "t", payload: [], options: .init(maxRetry: -1))
        }
        try await BrokerFixture.sqlite.run { broker, _, _ in
            let tasks = [try entry(), try entry()]
            let error = #expect(throws: TaskQueueError.self) {
                _ = try TaskScheduler(broker: broker, tasks: tasks, logger: silent)
            }
            #expect(error?.message.contains("sweep") == true)
        }
    }
}
