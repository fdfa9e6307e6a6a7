import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import TestSupport
import Testing

@Suite("groups in Redis", .serialized, .sharedRedis)
struct GroupTests {
    @Test("a set of more members than one script reads is whole and in order")
    func large() async throws {
        let harness = try await OperatorHarness()
        try await harness.addMany(2_300, group: "g")
        // Those that joined in the same second come in the order of their ids.
        let ids = (0..<2_300).map { "\($0)" }.sorted()
        let part = try #require(try await harness.take(GroupPolicy(maxSize: 1_200)))
        #expect(part.tasks.map(\.id) == Array(ids[..<1_200]))
        let rest = try #require(try await harness.take(GroupPolicy(gracePeriod: .zero)))
        #expect(rest.tasks.map(\.id) == Array(ids[1_200...]))
        #expect(try await harness.broker.replace(part, with: nil))
        #expect(try await harness.broker.replace(rest, with: nil))
        #expect(try await harness.keys() == ["asynq:queues"])
    }

    @Test("members that cannot be read are set aside, and do not hold up the others")
    func unreadable() async throws {
        let log = RecordedLog()
        let harness = try await OperatorHarness(logger: log.logger)
        for id in ["a", "broken", "gone"] { try await harness.add(id, .init(group: "g")) }
        try await harness.send("HSET", "asynq:{default}:t:broken", "msg", "\u{FF}")
        try await harness.send("DEL", "asynq:{default}:t:gone")
        let set = try #require(try await harness.take(GroupPolicy(maxSize: 1_000, gracePeriod: .zero)))
        #expect(set.tasks.map(\.id) == ["a"])
        #expect(log.warnings.count == 2)
        #expect(try await harness.broker.statistics(of: "default").unreadableCount == 2)
        #expect(try await harness.broker.replace(set, with: nil))
        #expect(try await harness.keys() == ["asynq:queues", "asynq:{default}:unreadable", "asynq:{default}:t:broken"])
    }

    @Test("a set of nothing but unreadable members is none")
    func nothingReadable() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("broken", .init(group: "g"))
        try await harness.send("HSET", "asynq:{default}:t:broken", "msg", "\u{FF}")
        #expect(try await harness.take(GroupPolicy(maxSize: 1)) == nil)
        #expect(try await harness.send("EXISTS", "asynq:{default}:aggregation_sets", "asynq:{default}:g:g").int == 0)
    }

    @Test("a task for another queue is refused, and the set is as it was")
    func otherQueue() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a", .init(group: "g"))
        let set = try #require(try await harness.take(GroupPolicy(maxSize: 1)))
        let task = NewTask(message: TaskMessage(id: "b", type: "t", payload: [], queue: "low", maxRetry: 0))
        #expect(await codeThrown { _ = try await harness.broker.replace(set, with: task) } == .invalidOption)
        #expect(try await harness.broker.replace(set, with: nil))
    }

    @Test("sets that somebody else left behind in disorder do no harm")
    func disorder() async throws {
        let harness = try await OperatorHarness()
        let id = "01010101-0101-4101-8101-010101010101"
        try await harness.send("SET", "precious", "x")
        // A key that is none of the queue's, a set that is gone, a name that is too short.
        for name in ["precious", "asynq:{default}:g:g:\(id)", "x"] {
            try await harness.send("ZADD", "asynq:{default}:aggregation_sets", "1", name)
        }
        try await harness.broker.reclaimSets(in: ["default", "none"])
        #expect(try await harness.keys() == ["precious"])
    }

    @Test("a member that joined at a fraction of a second, or never, is no obstacle")
    func oddScores() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a", .init(group: "g"))
        try await harness.send("ZADD", "asynq:{default}:g:g", "1893553445.25", "a")
        let taking = try await harness.broker.takeSet(
            from: "g", in: "default", policy: .init(gracePeriod: .seconds(10)), for: .seconds(120))
        #expect(taking == .notBefore(Timestamp(nanoseconds: 1_893_553_455_250_000_000)))
        try await harness.send("ZADD", "asynq:{default}:g:g", "inf", "a")
        let never = try await harness.broker.takeSet(from: "g", in: "default", policy: .init(), for: .seconds(120))
        guard case .notBefore(let moment?) = never else {
            Issue.record("\(never)")
            return
        }
        #expect(moment > harness.clock.now)
    }
}

extension OperatorHarness {
    /// Takes a set of the group `g`, `nil` where it is not time.
    fileprivate func take(_ policy: GroupPolicy) async throws -> AggregationSet? {
        let taking = try await broker.takeSet(from: "g", in: "default", policy: policy, for: .seconds(120))
        guard case .set(let set) = taking else { return nil }
        return set
    }
}
