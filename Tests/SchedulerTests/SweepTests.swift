import Clocks
import Scheduler
import TaskQueue
import TaskQueueSQLite
import TestSupport
import Testing

@Suite("The sweeps of the scheduler", .timeLimit(.minutes(5)))
struct SweepTests {
    @Test("do not pile up while nobody works on them")
    func pile() async throws {
        try await withSQLite { database in
            let clock = ManualWallClock()
            let broker = try await SQLiteBroker(database: database, clock: clock)
            let scheduler = try SchedulerService(
                broker: broker, sweepEvery: .seconds(30), expireEvery: .seconds(86_400), logger: quietLogger)
            try await withRunning([scheduler]) {
                for minute in 1...7 {
                    for _ in 1...2 {
                        await clock.waitForSleepers(2)
                        clock.advance(by: .seconds(30))
                    }
                    try await eventually("the tick's task is there, and no other") {
                        // The first task makes the queue.
                        let statistics = try? await broker.statistics(of: "default")
                        return statistics?.counts[.pending] == (minute <= 5 ? 1 : 2)
                    }
                }
            }
            // Of fourteen ticks, the first and the one after its ten periods.
            let events = try await broker.enqueueEvents(of: "order-sweep", offset: 0, limit: 100)
            #expect(events.count == 2)
        }
    }
}
