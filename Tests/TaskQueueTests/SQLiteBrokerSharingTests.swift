import Clocks
import TaskQueue
import TaskQueueSQLite
import Testing

@Suite("a queue in a SQLite file that several processes share")
struct SQLiteBrokerSharingTests {
    /// Opens a file twice, as two processes do.
    private func withTwoBrokers(
        _ body: (SQLiteBroker, SQLiteBroker, ManualWallClock) async throws -> Void
    ) async throws {
        let clock = ManualWallClock()
        try await withSQLiteFile { path in
            try await withSQLiteBroker(path, clock) { first in
                try await withSQLiteBroker(path, clock) { second in
                    try await body(first, second, clock)
                }
            }
        }
    }

    @Test("each task is taken once")
    func once() async throws {
        try await withTwoBrokers { first, second, _ in
            let client = TaskQueueClient(broker: first)
            for number in 0..<20 { try await client.add("\(number)") }
            async let ofFirst = first.take(20)
            async let ofSecond = second.take(20)
            let ids = try await (ofFirst + ofSecond).ids
            #expect(ids.count == 20)
            #expect(Set(ids).count == 20)
        }
    }

    @Test("a limit holds over all of them")
    func limits() async throws {
        try await withTwoBrokers { first, second, _ in
            let limits = ["slow": TaskLimit(concurrency: 2, rate: .init(3, per: .seconds(60), burst: 3))]
            let client = TaskQueueClient(broker: first)
            for id in ["a", "b", "c", "d"] { try await client.add(id, type: "slow") }
            let tasks = try await first.take(1, limits: limits) + second.take(limits: limits)
            #expect(tasks.ids == ["a", "b"])
            #expect(try await first.take(limits: limits).isEmpty)
            _ = try await second.settle(tasks.map { TaskOutcome($0, .done) })
            #expect(try await first.take(limits: limits).ids == ["c"])
            #expect(try await second.take(limits: limits).isEmpty)
        }
    }

    @Test("a request to cancel a task is heard in the others at their next check", .timeLimit(.minutes(10)))
    func cancel() async throws {
        try await withTwoBrokers { first, second, clock in
            let cancellations = first.cancellations()
            try await withThrowingTaskGroup(of: [String].self) { group in
                group.addTask {
                    var heard: [String] = []
                    for await id in cancellations {
                        heard.append(id)
                        if heard.count == 3 { break }
                    }
                    return heard
                }
                await clock.waitForSleepers()
                try await second.cancel("a")
                try await second.cancel("b")
                clock.advance(by: first.checkInterval)
                await clock.waitForSleepers()
                try await second.cancel("c")
                clock.advance(by: first.checkInterval)
                #expect(try await group.next() == ["a", "b", "c"])
            }
        }
    }
}
