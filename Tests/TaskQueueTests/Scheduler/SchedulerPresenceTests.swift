import Clocks
import TaskQueue
import Testing

@Suite("a scheduler shows its entries to operators", .timeLimit(.minutes(10)))
struct SchedulerPresenceTests {
    private static func scheduler(_ broker: any Broker) throws -> TaskScheduler {
        let task = try PeriodicTask(
            id: "sweep", cron: "@every 15s", type: "sweep", payload: [1], options: .init(queue: "low"))
        return try TaskScheduler(broker: broker, tasks: [task], logger: silent)
    }

    /// Moves the clock by steps at which schedulers have something to do.
    private static func advance(_ clock: ManualWallClock, steps: Int, schedulers: Int = 1) async {
        for _ in 0..<steps {
            await clock.waitForSleepers(2 * schedulers)
            clock.advance(by: .seconds(5))
        }
        await clock.waitForSleepers(2 * schedulers)
    }

    @Test("for as long as it is alive, with their last and next tick and their history", arguments: BrokerFixture.all)
    func shown(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            let start = clock.now
            let ticks = Events()
            let watched = FaultyBroker(broker, onTick: { ticks.report($0) })
            try await withRunning(Self.scheduler(watched)) { _ in
                await Self.advance(clock, steps: 3)
                #expect(await ticks.next() == "sweep")
                await Self.advance(clock, steps: 2)
                let shown = try #require(try await broker.schedulerEntries().first)
                #expect(shown.entry.id == "sweep")
                #expect((shown.entry.spec, shown.entry.type, shown.entry.payload) == ("@every 15s", "sweep", [1]))
                #expect(shown.entry.options == ["Queue(\"low\")"])
                #expect(shown.entry.nextEnqueueAt == start + .seconds(30))
                #expect(shown.entry.previousEnqueueAt == start + .seconds(15))
                #expect(!shown.scheduler.host.isEmpty)
                let events = try await broker.enqueueEvents(of: "sweep", offset: 0, limit: 10)
                #expect(events.map(\.enqueuedAt) == [start + .seconds(15)])
                let tasks = try await broker.take(from: ["low"])
                #expect(tasks.map(\.message.id) == events.map(\.taskID))
            }
            let left = try await broker.schedulerEntries()
            #expect(left.isEmpty)
        }
    }

    @Test("beside others of the same entries", arguments: BrokerFixture.all)
    func several(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            try await withRunning(Self.scheduler(broker)) { _ in
                try await withRunning(Self.scheduler(broker)) { _ in
                    await Self.advance(clock, steps: 2, schedulers: 2)
                    let shown = try await broker.schedulerEntries()
                    #expect(Set(shown.map(\.scheduler)).count == 2)
                }
            }
        }
    }

    @Test("again when it could not for a while, and enqueues meanwhile", arguments: BrokerFixture.all)
    func faulty(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, _, clock in
            let ticks = Events()
            let faulty = FaultyBroker(broker, .init(announcements: 1), onTick: { ticks.report($0) })
            try await withRunning(Self.scheduler(faulty)) { _ in
                await clock.waitForSleepers(2)
                var shown = try await broker.schedulerEntries()
                #expect(shown.isEmpty)
                await Self.advance(clock, steps: 3)
                #expect(await ticks.next() == "sweep")
                shown = try await broker.schedulerEntries()
                #expect(shown.count == 1)
            }
        }
    }
}
