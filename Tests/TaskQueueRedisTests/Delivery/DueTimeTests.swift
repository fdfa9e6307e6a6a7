import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import Testing

@Suite("a task is due to the microsecond", .timeLimit(.minutes(10)))
struct DueTimeTests {
    @Test("one that is due within a second is asked for at that time, and not early by the server's clock")
    func subSecond() async throws {
        try await BrokerHarness.run { harness in
            let due = harness.broker.clock.now + .milliseconds(250)
            try await harness.add("a", .init(processAt: due))
            while let next = try await harness.broker.forwardDue(in: ["default"]) {
                #expect((due...due + .microseconds(1)).contains(next))
                try await harness.broker.clock.sleep(until: next)
            }
            let task = try #require(try await harness.take().tasks.first)
            #expect(try #require(task.pendingSince) >= due)
        }
    }

    @Test("the earliest due is the first, whether asynq or we have scheduled it")
    func order() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            let now = clock.now
            for (id, delay) in [("d", 2_500), ("b", 1_500), ("e", 3_000), ("a", 1_000)] {
                try await harness.add(id, .init(processAt: now + .milliseconds(delay)))
            }
            try await harness.addForeign("c")
            try await harness.send("LREM", "asynq:{default}:pending", "0", "c")
            try await harness.send("ZADD", "asynq:{default}:retry", "\(now.seconds + 2)", "c")
            clock.advance(by: .seconds(3))
            #expect(try await harness.broker.forwardDue(in: ["default"]) == nil)
            #expect(try await harness.take().tasks.map(\.message.id) == ["a", "b", "c", "d", "e"])
            #expect(try await harness.send("EXISTS", "asynq:{default}:due").int == 0)
        }
    }

    @Test("asynq sees it due at the next whole second, so that its forwarders are not early either")
    func wholeSeconds() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            try await harness.add("a", .init(processAt: clock.now + .nanoseconds(1)))
            let score = try await harness.send("ZSCORE", "asynq:{default}:scheduled", "a")
            #expect(score.double == Double(clock.now.seconds + 1))
        }
    }

    @Test("an exact time that has outlived its turn moves nothing")
    func stale() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            try await harness.add("a", .init(processAt: clock.now + .milliseconds(1_500)))
            // asynq's inspector runs it.
            try await harness.send("ZREM", "asynq:{default}:scheduled", "a")
            try await harness.send("LPUSH", "asynq:{default}:pending", "a")
            try await harness.send("HSET", "asynq:{default}:t:a", "state", "pending")
            _ = try await harness.take()
            clock.advance(by: .seconds(2))
            #expect(try await harness.broker.forwardDue(in: ["default"]) == nil)
            #expect(try await harness.take().tasks.isEmpty)
            #expect(try await harness.send("EXISTS", "asynq:{default}:due").int == 0)
        }
    }

    @Test("2,000 that are due at one moment all become pending")
    func many() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            let due = clock.now + .milliseconds(500)
            try await harness.client.enqueue(
                (1...2_000).map { TaskRequest(type: "t", payload: [], options: .init(taskID: "\($0)", processAt: due)) }
            )
            #expect(try await harness.broker.forwardDue(in: ["default"]) == due)
            clock.set(to: due)
            #expect(try await harness.broker.forwardDue(in: ["default"]) == nil)
            #expect(try await harness.send("LLEN", "asynq:{default}:pending").int == 2_000)
            #expect(try await harness.take(2_000).tasks.count == 1_000)
        }
    }
}
