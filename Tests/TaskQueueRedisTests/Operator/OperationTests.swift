import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import Testing

@Suite("an operator changes tasks in Redis", .serialized, .sharedRedis)
struct OperationTests {
    @Test("a task is run from wherever it waits, and leaves nothing behind there")
    func run() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("s", .init(processIn: .milliseconds(1500)))
        try await harness.add("g", .init(group: "g"))
        try await harness.add("a")
        try await harness.broker.archive("a", in: "default")
        for id in ["s", "g", "a"] { try await harness.broker.run(id, in: "default") }
        #expect(try await harness.ids(.pending) == ["s", "g", "a"])
        #expect(
            try await harness.keys() == [
                "asynq:queues", "asynq:{default}:pending", "asynq:{default}:t:s", "asynq:{default}:t:g",
                "asynq:{default}:t:a",
            ])
        #expect(try await harness.send("HGET", "asynq:{default}:t:s", "pending_since").int == 1_893_553_445_678_901_234)
    }

    @Test("a task that is just being aggregated is left to its worker")
    func beingAggregated() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a", .init(group: "g"))
        _ = try await harness.broker.takeSet(from: "g", in: "default", policy: .init(maxSize: 1), for: .seconds(120))
        for operation in [harness.broker.run, harness.broker.archive, harness.broker.delete] {
            let error = try await failure { try await operation("a", "default") }
            #expect(error.code == .wrongState)
            #expect(error.message.contains("being aggregated"))
        }
        harness.clock.advance(by: .seconds(121))
        try await harness.broker.reclaimSets(in: ["default"])
        try await harness.broker.delete("a", in: "default")
        #expect(try await harness.keys() == ["asynq:queues"])
    }

    @Test("a task that was set aside can only be deleted")
    func unreadable() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a")
        try await harness.send("HSET", "asynq:{default}:t:a", "msg", "\u{FF}")
        #expect(try await harness.take().isEmpty)
        #expect(await codeThrown { try await harness.broker.run("a", in: "default") } == .wrongState)
        #expect(await codeThrown { try await harness.broker.archive("a", in: "default") } == .wrongState)
        try await harness.broker.delete("a", in: "default")
        #expect(try await harness.keys() == ["asynq:queues"])
        #expect(await codeThrown { try await harness.broker.delete("a", in: "default") } == .notFound)
    }

    @Test("deleting a task gives up its own lock, not another's")
    func locks() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a", .init(uniqueFor: .seconds(60)))
        let lock = try #require(try await harness.send("HGET", "asynq:{default}:t:a", "unique_key").string)
        try await harness.send("SET", lock, "another")
        try await harness.broker.delete("a", in: "default")
        #expect(try await harness.send("GET", lock).string == "another")
    }

    @Test("a lock by a name that no lock has is not touched")
    func foreignLocks() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a")
        try await harness.send("SET", "asynq:{default}:paused", "a")
        try await harness.send("SET", "precious", "a")
        try await harness.send("HSET", "asynq:{default}:t:a", "unique_key", "precious")
        try await harness.broker.delete("a", in: "default")
        try await harness.add("b", .init(group: "g"))
        // Field 10 of a message that somebody else wrote; field 2 before it is cut short.
        try await harness.send("HSET", "asynq:{default}:t:b", "msg", "R\u{16}asynq:{default}:paused", "group", "g")
        try await harness.broker.delete("b", in: "default")
        try await harness.add("c", .init(group: "g"))
        try await harness.send("HSET", "asynq:{default}:t:c", "msg", "\u{12}\u{7F}x", "group", "g")
        try await harness.send("HDEL", "asynq:{default}:t:c", "unique_key")
        try await harness.broker.delete("c", in: "default")
        #expect(try await harness.send("EXISTS", "precious", "asynq:{default}:paused").int == 2)
    }

    @Test("a new payload keeps all that we do not know of the message")
    func payload() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a", .init(timeout: .milliseconds(1500), processIn: .seconds(10), headers: ["k": "v"]))
        let encoded = try #require(try await harness.send("HGET", "asynq:{default}:t:a", "msg").bytes)
        // Field 99, from a version to come.
        let field: [UInt8] = [0x9A, 0x06, 0x01, 0x21]
        _ = try await harness.redis.send(
            RedisCommand("HSET", "asynq:{default}:t:a", "msg", .bytes(encoded + field)))
        try await harness.broker.replacePayload(of: "a", in: "default", with: Array("new".utf8))
        let message = try await harness.broker.task("a", in: "default").message
        #expect(message.payload == Array("new".utf8))
        #expect((message.timeout, message.headers) == (.milliseconds(1500), ["k": "v"]))
        #expect(message.foreignFields == field)
        try await harness.add("p")
        #expect(
            await codeThrown { try await harness.broker.replacePayload(of: "p", in: "default", with: []) }
                == .wrongState)
        #expect(
            await codeThrown { try await harness.broker.replacePayload(of: "no", in: "default", with: []) }
                == .notFound)
    }

    @Test("a queue that asynq paused before anybody used it can be resumed")
    func pausedUnknown() async throws {
        let harness = try await OperatorHarness()
        try await harness.send("SET", "asynq:{default}:paused", "1893553445")
        #expect(await codeThrown { try await harness.broker.pause("default") } == .wrongState)
        try await harness.broker.resume("default")
        #expect(await codeThrown { try await harness.broker.resume("default") } == .notFound)
        #expect(await codeThrown { try await harness.broker.pause("default") } == .notFound)
        #expect(try await harness.keys().isEmpty)
    }

    @Test("what an operator cancels reaches those who listen, whatever program asks for it", .timeLimit(.minutes(10)))
    func cancellations() async throws {
        let harness = try await OperatorHarness()
        var ids = harness.broker.cancellations().makeAsyncIterator()
        // The subscription is under way: what is published before it stands reaches nobody.
        while try await harness.send("PUBSUB", "NUMSUB", "asynq:cancel").array?[1].int != 1 {
            try await Task.sleep(for: .milliseconds(5))
        }
        try await harness.broker.cancel("id-ü")
        try await harness.send("PUBLISH", "asynq:cancel", "by hand")
        #expect(await ids.next() == "id-ü")
        #expect(await ids.next() == "by hand")
    }
}
