import Clocks
import TaskQueue
import TaskQueueRedis
import Testing

@Suite("limits hold whatever others do to the tasks that wait")
struct LimitTests {
    private let limits = ["t": TaskLimit(concurrency: 1)]

    private func take(_ harness: BrokerHarness) async throws -> [LeasedTask] {
        try await harness.broker.dequeue(
            DequeueRequest(queues: ["default"], limit: 10, leaseDuration: .seconds(30), limits: limits)
        ).tasks
    }

    @Test("one that waits and is deleted or archived by asynq is not waited for")
    func removed() async throws {
        try await BrokerHarness.run { harness in
            for id in ["a", "b", "c", "d"] { try await harness.add(id) }
            let first = try await take(harness)
            #expect(first.map(\.message.id) == ["a"])
            try await harness.send("ZREM", "asynq:{default}:scheduled", "b")
            try await harness.send("DEL", "asynq:{default}:t:b")
            try await harness.send("ZREM", "asynq:{default}:scheduled", "c")
            try await harness.send("ZADD", "asynq:{default}:archived", "1893456000", "c")
            #expect(try await harness.broker.settle([TaskOutcome(first[0], .done)]).isEmpty)
            #expect(try await take(harness).map(\.message.id) == ["d"])
        }
    }

    @Test("one that runs and is recovered by asynq gives its place up")
    func recoveredByOthers() async throws {
        try await BrokerHarness.run { harness in
            for id in ["a", "b"] { try await harness.add(id) }
            #expect(try await take(harness).map(\.message.id) == ["a"])
            try await harness.send("LREM", "asynq:{default}:active", "0", "a")
            try await harness.send("ZREM", "asynq:{default}:lease", "a")
            // Whether those that run still do is looked at once a second.
            try await harness.send("DEL", "asynq:{default}:swept:t")
            #expect(try await take(harness).map(\.message.id) == ["b"])
        }
    }

    @Test("one that waits comes back by itself if nothing else brings it back")
    func safetyNet() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            for id in ["a", "b"] { try await harness.add(id) }
            let first = try await take(harness)
            try await harness.send("DEL", "asynq:{default}:waiting:t")
            #expect(try await harness.broker.settle([TaskOutcome(first[0], .done)]).isEmpty)
            #expect(try await take(harness).isEmpty)
            clock.advance(by: .seconds(600))
            _ = try await harness.broker.forwardDue(in: ["default"])
            #expect(try await take(harness).map(\.message.id) == ["b"])
        }
    }

    @Test("nothing is left of a limit when its tasks are done but what belongs to the rate")
    func leftOvers() async throws {
        try await BrokerHarness.run { harness in
            for id in ["a", "b", "c"] { try await harness.add(id) }
            for _ in 0..<3 {
                let tasks = try await take(harness)
                #expect(tasks.count == 1)
                #expect(try await harness.broker.settle([TaskOutcome(tasks[0], .done)]).isEmpty)
            }
            let kept = try await harness.keys().filter {
                !$0.contains("processed") && !$0.hasSuffix(":swept:t") && !$0.hasSuffix(":limited")
            }
            #expect(kept == ["asynq:queues"])
        }
    }
}
