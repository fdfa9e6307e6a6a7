import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import Testing

@Suite("beside workers of asynq")
struct ForeignWorkerTests {
    /// Takes the only pending task as a worker of asynq does.
    private func takeAsForeign(_ harness: BrokerHarness, until expiry: Timestamp) async throws {
        try await harness.send("RPOPLPUSH", "asynq:{default}:pending", "asynq:{default}:active")
        try await harness.send("HSET", "asynq:{default}:t:a", "state", "active")
        try await harness.send("HDEL", "asynq:{default}:t:a", "pending_since")
        try await harness.send("ZADD", "asynq:{default}:lease", "\(expiry.seconds)", "a")
    }

    @Test("a task that a crashed one had is recovered by one of two of ours")
    func recovered() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            try await harness.addForeign("a")
            try await takeAsForeign(harness, until: clock.now + .seconds(30))
            #expect(try await harness.broker.expiredLeases(in: ["default"], limit: 10).isEmpty)
            clock.advance(by: .seconds(30))
            let first = try await harness.broker.expiredLeases(in: ["default"], limit: 10)
            let second = try await harness.broker.expiredLeases(in: ["default"], limit: 10)
            #expect(first.map(\.lease.token) == [0])
            #expect(try await harness.broker.settle([TaskOutcome(first[0], .recover)]).isEmpty)
            #expect(try await harness.broker.settle([TaskOutcome(second[0], .recover)]) == [second[0].lease])
            #expect(try await harness.take().tasks.map(\.crashCount) == [1])
        }
    }

    @Test("one that extends its lease meanwhile keeps its task")
    func extended() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            try await harness.addForeign("a")
            try await takeAsForeign(harness, until: clock.now)
            let expired = try await harness.broker.expiredLeases(in: ["default"], limit: 10)
            try await harness.send("ZADD", "asynq:{default}:lease", "XX", "\(clock.now.seconds + 30)", "a")
            #expect(try await harness.broker.settle([TaskOutcome(expired[0], .recover)]).count == 1)
            #expect(try await harness.send("LLEN", "asynq:{default}:active").int == 1)
        }
    }

    @Test("a task that one of them has finished is not finished by us again")
    func finished() async throws {
        try await BrokerHarness.run { harness in
            try await harness.add("a")
            let task = try await harness.take().tasks[0]
            // asynq's recoverer took it from us and retries it.
            try await harness.send("LREM", "asynq:{default}:active", "0", "a")
            try await harness.send("ZREM", "asynq:{default}:lease", "a")
            try await harness.send("ZADD", "asynq:{default}:retry", "1893456000", "a")
            try await harness.send("HSET", "asynq:{default}:t:a", "state", "retry")
            #expect(try await harness.broker.settle([TaskOutcome(task, .done)]) == [task.lease])
            #expect(try await harness.broker.extendLeases([task.lease], until: .distantFuture) == [task.lease])
            #expect(try await harness.send("EXISTS", "asynq:{default}:t:a").int == 1)
        }
    }

    @Test("a scheduled task with a group joins it where they look for it")
    func group() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            try await harness.add("a", .init(processIn: .seconds(1), group: "g"))
            clock.advance(by: .seconds(1))
            _ = try await harness.broker.forwardDue(in: ["default"])
            #expect(try await harness.send("ZRANGE", "asynq:{default}:g:g", "0", "-1").array?.count == 1)
            #expect(try await harness.send("SMEMBERS", "asynq:{default}:groups").array?.count == 1)
            #expect(try await harness.send("HGET", "asynq:{default}:t:a", "state").string == "aggregating")
        }
    }

    @Test("totals begin again with 1 after the largest number")
    func totals() async throws {
        try await BrokerHarness.run { harness in
            for (start, end) in [("9223372036854775806", "2"), ("9223372036854775807", "3")] {
                for id in ["a", "b", "c"] { try await harness.add(id) }
                try await harness.send("SET", "asynq:{default}:processed", start)
                let tasks = try await harness.take().tasks
                #expect(try await harness.broker.settle(tasks.map { TaskOutcome($0, .done) }).isEmpty)
                #expect(try await harness.send("GET", "asynq:{default}:processed").string == end)
            }
        }
    }

    @Test("a damaged counter stops no task")
    func damagedCounter() async throws {
        try await BrokerHarness.run { harness in
            try await harness.add("a")
            try await harness.send("SET", "asynq:{default}:processed", "many")
            let tasks = try await harness.take().tasks
            #expect(try await harness.broker.settle([TaskOutcome(tasks[0], .done)]).isEmpty)
            #expect(try await harness.send("GET", "asynq:{default}:processed").string == "many")
            #expect(try await harness.broker.statistics(of: "default").today.processed == 1)
        }
    }
}
