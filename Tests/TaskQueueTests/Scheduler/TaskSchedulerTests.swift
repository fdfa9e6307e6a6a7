import Clocks
import ServiceLifecycleTestKit
import TaskQueue
import Testing

@Suite("a scheduler", .timeLimit(.minutes(1)))
struct TaskSchedulerTests {
    private func entry(_ id: String = "sweep", cron: String = "* * * * *") throws -> PeriodicTask {
        try PeriodicTask(id: id, cron: cron, type: "sweep", payload: [])
    }

    /// Runs schedulers of the same entry while `body` runs.
    private func withSchedulers(
        _ count: Int, _ fixture: BrokerFixture, cron: String = "* * * * *",
        _ body: @escaping @Sendable (BrokerFixture.Subject, ManualWallClock) async throws -> Void
    ) async throws {
        let entry = try entry(cron: cron)
        try await fixture.run { broker, _, clock in
            let schedulers = try (0..<count).map { _ in
                try TaskScheduler(broker: broker, tasks: [entry], clock: clock, logger: silent)
            }
            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for scheduler in schedulers { group.addTask { try await scheduler.run() } }
                    try await body(broker, clock)
                    trigger.triggerGracefulShutdown()
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test("several schedulers enqueue each tick once, also when the task was done before", arguments: BrokerFixture.all)
    func once(fixture: BrokerFixture) async throws {
        try await withSchedulers(3, fixture, cron: "@every 30s") { broker, clock in
            for _ in 0..<4 {
                await clock.waitForSleepers(3)
                clock.advance(by: .seconds(30))
                await clock.waitForSleepers(3)
                let tasks = try await broker.take()
                #expect(tasks.count == 1)
                _ = try await broker.settle(tasks.map { TaskOutcome($0, .done) })
            }
        }
    }

    @Test(
        "a restarted scheduler does not repeat the tick, nor make up for those it missed", arguments: BrokerFixture.all)
    func missed(fixture: BrokerFixture) async throws {
        try await withSchedulers(1, fixture) { broker, clock in
            await clock.waitForSleepers(1)
            // An hour passes in one leap, as for a machine that was suspended.
            clock.advance(by: .seconds(3600))
            await clock.waitForSleepers(1)
            let afterLeap = try await broker.take()
            #expect(afterLeap.count <= 1)
            clock.advance(by: .seconds(60))
            await clock.waitForSleepers(1)
            let next = try await broker.take()
            #expect(next.count == 1)
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
