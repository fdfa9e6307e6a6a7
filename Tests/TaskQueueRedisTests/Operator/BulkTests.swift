import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import Testing

@Suite("an operator changes many tasks in Redis", .serialized, .sharedRedis)
struct BulkTests {
    @Test("more tasks than one script takes, in their order")
    func many() async throws {
        let harness = try await OperatorHarness()
        try await harness.addMany(2_500)
        #expect(try await harness.broker.apply(.archive, in: "default", state: .pending, group: nil) == 2_500)
        #expect(try await harness.broker.statistics(of: "default").counts == [.archived: 2_500])
        #expect(try await harness.broker.apply(.run, in: "default", state: .archived, group: nil) == 2_500)
        #expect(try await harness.broker.statistics(of: "default").counts == [.pending: 2_500])
        #expect(try await harness.broker.apply(.delete, in: "default", state: .pending, group: nil) == 2_500)
        #expect(try await harness.keys() == ["asynq:queues"])
    }

    @Test("scheduled tasks become pending in the order in which they would have")
    func order() async throws {
        let harness = try await OperatorHarness()
        for (id, delay) in [("c", 30), ("a", 10), ("b", 20)] {
            try await harness.add(id, .init(processIn: .milliseconds(delay * 1000 + 1)))
        }
        #expect(try await harness.broker.apply(.run, in: "default", state: .scheduled, group: nil) == 3)
        #expect(try await harness.ids(.pending) == ["a", "b", "c"])
        #expect(try await harness.send("EXISTS", "asynq:{default}:due").int == 0)
    }

    @Test("the archive keeps its newest tasks, and no hash of the others")
    func cap() async throws {
        let harness = try await OperatorHarness()
        try await harness.addMany(10_500)
        #expect(try await harness.broker.apply(.archive, in: "default", state: .pending, group: nil) == 10_500)
        #expect(try await harness.send("ZCARD", "asynq:{default}:archived").int == 10_000)
        #expect(try await harness.send("DBSIZE").int == 10_002)
    }

    @Test("an id without a task is dropped and does not count")
    func missing() async throws {
        let harness = try await OperatorHarness()
        for id in ["a", "b"] { try await harness.add(id, .init(processIn: .seconds(60))) }
        try await harness.send("DEL", "asynq:{default}:t:a")
        #expect(try await harness.broker.apply(.run, in: "default", state: .scheduled, group: nil) == 1)
        #expect(try await harness.ids(.pending) == ["b"])
        #expect(try await harness.send("EXISTS", "asynq:{default}:scheduled", "asynq:{default}:t:a").int == 0)
    }

    @Test("one group, or all of them, with their locks")
    func groups() async throws {
        let harness = try await OperatorHarness()
        for (id, group) in [("1", "a"), ("2", "b"), ("3", "b")] { try await harness.add(id, .init(group: group)) }
        #expect(try await harness.broker.apply(.delete, in: "default", state: .aggregating, group: "none") == 0)
        #expect(try await harness.broker.apply(.archive, in: "default", state: .aggregating, group: "b") == 2)
        #expect(try await harness.broker.groups(in: "default") == ["a"])
        // A lock as asynq takes it, which the hash does not name.
        let lock = "asynq:{default}:unique:t:x"
        try await harness.send("SET", lock, "1")
        try await harness.send("HSET", "asynq:{default}:t:1", "msg", "\u{A}\u{1}tR\u{1A}\(lock)")
        #expect(try await harness.broker.apply(.delete, in: "default", state: .aggregating, group: nil) == 1)
        #expect(try await harness.send("EXISTS", lock, "asynq:{default}:groups").int == 0)
    }

    @Test("states that do not allow an operation refuse it, and so does a queue that is not there")
    func refused() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a")
        let refused: [(BulkOperation, TaskState)] = [
            (.run, .pending), (.run, .active), (.run, .completed), (.archive, .archived), (.archive, .active),
            (.archive, .completed), (.delete, .active),
        ]
        for (operation, state) in refused {
            let code = await codeThrown {
                _ = try await harness.broker.apply(operation, in: "default", state: state, group: nil)
            }
            #expect(code == .wrongState, "\(operation) \(state)")
        }
        #expect(
            await codeThrown { _ = try await harness.broker.apply(.run, in: "none", state: .retry, group: nil) }
                == .notFound)
    }
}
