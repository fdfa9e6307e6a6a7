import Clocks
import QueueConsole
import TaskQueue
import TaskQueueSQLite
import TestSupport
import Testing

@Suite("Reading a broker")
struct ReadingTests {
    /// Runs `body` with two queues: `critical` has a pending task, `low` two that are scheduled.
    private func with(_ body: (TaskQueueInspector, ManualWallClock) async throws -> Void) async throws {
        try await withSQLite { database in
            let clock = ManualWallClock(now: now)
            let broker = try await SQLiteBroker(database: database, clock: clock)
            let client = TaskQueueClient(broker: broker)
            try await client.enqueue(type: "mail", payload: [], options: TaskOptions(queue: "critical"))
            for _ in 1...2 {
                try await client.enqueue(
                    type: "mail", payload: [], options: TaskOptions(queue: "low", processIn: .seconds(60)))
            }
            try await body(TaskQueueInspector(broker: broker), clock)
        }
    }

    @Test("finds every queue, by name")
    func queues() async throws {
        try await with { inspector, clock in
            clock.advance(by: .seconds(9))
            let report = try await QueueListReport(reading: inspector)
            #expect(report.queues.map(\.queue) == ["critical", "low"])
            #expect(report.queues[0].counts[.pending] == 1 && report.queues[0].latency == .seconds(9))
            #expect(report.queues[1].counts[.scheduled] == 2)
        }
    }

    @Test("adds up the days of all queues, and gives one queue's alone")
    func statistics() async throws {
        try await with { inspector, _ in
            let all = try await StatisticsReport(of: nil, days: 3, reading: inspector)
            #expect(all.queues.count == 2 && !all.isOfOne)
            #expect(all.history.count == 3)
            let one = try await StatisticsReport(of: "low", days: 90, reading: inspector)
            #expect(one.queues.map(\.queue) == ["low"] && one.isOfOne)
            #expect(one.history.count == 90)
        }
    }

    @Test("refuses days that are not kept", arguments: [0, 91, -1])
    func days(_ days: Int) async throws {
        try await with { inspector, _ in
            let error = await #expect(throws: TaskQueueError.self) {
                _ = try await StatisticsReport(of: "low", days: days, reading: inspector)
            }
            #expect(error?.code == .invalidOption)
        }
    }

    @Test("takes a snapshot for the dashboard")
    func snapshot() async throws {
        try await with { inspector, clock in
            let snapshot = try await DashboardSnapshot(reading: inspector, at: clock.now)
            #expect(snapshot.takenAt == now)
            #expect(snapshot.queues.count == 2 && snapshot.servers.isEmpty)
        }
    }

    @Test("names the queues there are where one is missing")
    func missing() async throws {
        try await with { inspector, _ in
            try await inspector.require("low")
            var error = await #expect(throws: TaskQueueError.self) { try await inspector.require("lo") }
            #expect(error?.code == .notFound)
            #expect(error?.explanation == "there is no queue «lo»; the queues are critical, low")
            for queue in ["critical", "low"] { try await inspector.deleteQueue(queue, force: true) }
            error = await #expect(throws: TaskQueueError.self) { try await inspector.require("low") }
            #expect(error?.explanation == "there is no queue «low»; there are no queues yet")
        }
    }
}
