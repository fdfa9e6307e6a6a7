import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import Testing

@Suite("what cannot be read is set aside and reported, and the queue goes on")
struct UnreadableTaskTests {
    @Test("an id without a task")
    func missing() async throws {
        try await BrokerHarness.run { harness in
            try await harness.send("LPUSH", "asynq:{default}:pending", "ghost")
            try await harness.add("a")
            let delivery = try await harness.take()
            #expect(delivery.tasks.map(\.message.id) == ["a"])
            #expect(
                delivery.unreadable == [
                    UnreadableTask(queue: "default", taskID: "ghost", reason: "there is no task under the id")
                ])
            #expect(try await harness.take().unreadable.isEmpty)
            #expect(try await harness.send("LRANGE", "asynq:{default}:active", "0", "-1").array?.count == 1)
            #expect(try await harness.broker.statistics(of: "default").unreadableCount == 1)
        }
    }

    @Test(
        "a message that is damaged, or another task's",
        arguments: [
            ("\u{0A}\u{7F}x", "field 1 is cut off"), ("", "that of «»"), ("\u{1A}\u{1}b", "that of «b»"),
            ("\u{1A}\u{1}a\u{22}\u{1}q", "«a» of the queue «q»"),
        ])
    func damaged(message: String, reason: String) async throws {
        try await BrokerHarness.run { harness in
            try await harness.addForeign("a")
            try await harness.send("HSET", "asynq:{default}:t:a", "msg", message)
            try await harness.addForeign("b")
            let delivery = try await harness.take()
            #expect(delivery.tasks.map(\.message.id) == ["b"])
            #expect(delivery.unreadable.map(\.taskID) == ["a"])
            #expect(delivery.unreadable[0].reason.contains(reason))
            #expect(try await harness.take() == Delivery())
            // What it was is kept for who wants to look.
            #expect(try await harness.send("HGET", "asynq:{default}:t:a", "msg").string == message)
            #expect(try await harness.send("ZCARD", "asynq:{default}:lease").int == 1)
            #expect(try await harness.send("LLEN", "asynq:{default}:active").int == 1)
            #expect(try await harness.broker.statistics(of: "default").unreadableCount == 1)
        }
    }

    @Test("an id that is not text")
    func binaryID() async throws {
        try await BrokerHarness.run { harness in
            let id: RedisArgument = .bytes([0xFF, 0x00, 0xC3])
            _ = try await harness.redis.send(RedisCommand("LPUSH", "asynq:{default}:pending", id))
            let key = RedisArgument.bytes(Array("asynq:{default}:t:".utf8) + [0xFF, 0x00, 0xC3])
            _ = try await harness.redis.send(RedisCommand("HSET", key, "msg", "x"))
            #expect(try await harness.take().unreadable.count == 1)
            #expect(try await harness.send("LLEN", "asynq:{default}:active").int == 0)
            #expect(try await harness.take() == Delivery())
        }
    }

    @Test("a task whose key is of another type")
    func wrongType() async throws {
        try await BrokerHarness.run { harness in
            try await harness.send("LPUSH", "asynq:{default}:pending", "a")
            try await harness.send("SET", "asynq:{default}:t:a", "x")
            try await harness.add("b")
            let delivery = try await harness.take()
            #expect(delivery.tasks.map(\.message.id) == ["b"])
            #expect(delivery.unreadable.map(\.taskID) == ["a"])
        }
    }

    @Test("a task that was damaged while a worker had it, once its lease has expired")
    func damagedWhileActive() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            for id in ["a", "b", "c"] { try await harness.add(id) }
            _ = try await harness.take()
            try await harness.send("HSET", "asynq:{default}:t:a", "msg", "\u{0A}\u{7F}")
            try await harness.send("DEL", "asynq:{default}:t:b")
            clock.advance(by: .seconds(30))
            let expired = try await harness.broker.expiredLeases(in: ["default"], limit: 10)
            #expect(expired.map(\.message.id) == ["c"])
            let delivery = try await harness.take()
            #expect(delivery.tasks.isEmpty)
            #expect(Set(delivery.unreadable.map(\.taskID)) == ["a", "b"])
            #expect(try await harness.send("ZCARD", "asynq:{default}:lease").int == 1)
        }
    }

    @Test("a scheduled id without a task is not brought to life")
    func scheduledGhost() async throws {
        try await BrokerHarness.run { harness in
            try await harness.send("ZADD", "asynq:{default}:scheduled", "1", "ghost")
            #expect(try await harness.broker.forwardDue(in: ["default"]) == nil)
            #expect(try await harness.send("EXISTS", "asynq:{default}:t:ghost").int == 0)
            #expect(try await harness.take().unreadable.map(\.taskID) == ["ghost"])
        }
    }

    @Test("what was set aside is kept no longer than what is archived")
    func age() async throws {
        let clock = ManualWallClock()
        try await BrokerHarness.run(clock: clock) { harness in
            try await harness.addForeign("a")
            try await harness.send("HSET", "asynq:{default}:t:a", "msg", "x")
            _ = try await harness.take()
            clock.advance(by: ArchiveLimit.age - .seconds(1))
            try await harness.broker.deleteExpired(in: ["default"])
            #expect(try await harness.send("EXISTS", "asynq:{default}:t:a").int == 1)
            clock.advance(by: .seconds(1))
            try await harness.broker.deleteExpired(in: ["default"])
            #expect(try await harness.send("EXISTS", "asynq:{default}:t:a", "asynq:{default}:unreadable").int == 0)
        }
    }
}
