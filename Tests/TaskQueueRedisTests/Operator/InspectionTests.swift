import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import TestSupport
import Testing

@Suite("an inspector looks into Redis", .serialized, .sharedRedis)
struct InspectionTests {
    @Test("each state is listed in the order in which it is left, page by page")
    func order() async throws {
        let harness = try await OperatorHarness()
        for id in ["a", "b", "c"] { try await harness.add(id) }
        for (id, delay) in [("s3", 30), ("s1", 10), ("s2", 20)] {
            try await harness.add(id, .init(processIn: .seconds(delay)))
        }
        #expect(try await harness.ids(.pending, limit: 2) == ["a", "b"])
        #expect(try await harness.ids(.pending, offset: 2, limit: 2) == ["c"])
        #expect(try await harness.ids(.scheduled, offset: 1) == ["s2", "s3"])
        _ = try await harness.take(2)
        #expect(try await harness.ids(.active) == ["a", "b"])
        #expect(try await harness.ids(.active, offset: 1, limit: 1) == ["b"])
    }

    @Test("a page that is far beyond the end is empty, and a huge one is whole")
    func hugePages() async throws {
        let harness = try await OperatorHarness()
        try await harness.addMany(2_500)
        for state in TaskState.allCases {
            #expect(try await harness.ids(state, offset: .max, limit: .max) == [])
            #expect(try await harness.ids(state, offset: 10_000, limit: 0) == [])
        }
        let ids = try await harness.ids(.pending, limit: .max)
        #expect(ids == (0..<2_500).map { "\($0)" })
        #expect(try await harness.ids(.pending, offset: 2_499, limit: 1_000) == ["2499"])
    }

    @Test("groups are listed one after the other, by name")
    func groups() async throws {
        let harness = try await OperatorHarness()
        for (id, group) in [("1", "b"), ("2", "a"), ("3", "b"), ("4", "c")] {
            try await harness.add(id, .init(group: group))
        }
        #expect(try await harness.ids(.aggregating) == ["2", "1", "3", "4"])
        #expect(try await harness.ids(.aggregating, offset: 1, limit: 2) == ["1", "3"])
        #expect(try await harness.ids(.aggregating, offset: 3) == ["4"])
        #expect(try await harness.ids(.aggregating, group: "b") == ["1", "3"])
        #expect(try await harness.ids(.aggregating, group: "none") == [])
        #expect(
            try await harness.broker.groupSizes(in: "default")
                == [GroupSize(group: "a", size: 1), GroupSize(group: "b", size: 2), GroupSize(group: "c", size: 1)])
    }

    @Test("what cannot be read is left out of a list with a warning, and is an error by name")
    func unreadable() async throws {
        let log = RecordedLog()
        let harness = try await OperatorHarness(logger: log.logger)
        for id in ["a", "broken", "gone", "z"] { try await harness.add(id) }
        try await harness.send("HSET", "asynq:{default}:t:broken", "msg", "\u{FF}\u{FF}")
        try await harness.send("DEL", "asynq:{default}:t:gone")
        #expect(try await harness.ids(.pending) == ["a", "z"])
        #expect(log.warnings.count == 2)
        #expect(log.warnings.contains { $0.contains("«broken»") })
        let error = try await failure { _ = try await harness.broker.task("broken", in: "default") }
        #expect(error.code == .brokerFailure)
        #expect(error.message.contains("«broken»"))
        #expect(await codeThrown { _ = try await harness.broker.task("gone", in: "default") } == .notFound)
        try await harness.send("HSET", "asynq:{default}:t:z", "state", "asleep")
        let other = try await failure { _ = try await harness.broker.task("z", in: "default") }
        #expect(other.message.contains("asleep"))
    }

    @Test("a key of the wrong type is an error that names it")
    func wrongType() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a", .init(processIn: .seconds(1)))
        try await harness.send("SET", "asynq:{default}:pending", "x")
        let calls: [@Sendable () async throws -> Void] = [
            { _ = try await harness.broker.statistics(of: "default") },
            { _ = try await harness.ids(.pending) },
            { _ = try await harness.broker.apply(.run, in: "default", state: .scheduled, group: nil) },
            { try await harness.broker.deleteQueue("default", force: true) },
        ]
        for call in calls {
            let error = try await failure(of: call)
            #expect(error.code == .brokerFailure)
            #expect(error.message.contains("asynq:{default}:pending"))
        }
    }

    @Test("due times are shown to the microsecond, as long as nobody has changed them")
    func dueTimes() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a", .init(processIn: .milliseconds(1500)))
        let due = try #require(try await harness.broker.task("a", in: "default").nextProcessAt)
        #expect(due == Timestamp(nanoseconds: 1_893_553_447_178_902_000))
        try await harness.send("ZADD", "asynq:{default}:scheduled", "1893553999", "a")
        #expect(
            try await harness.broker.task("a", in: "default").nextProcessAt == Timestamp(seconds: 1_893_553_999))
        try await harness.send("ZADD", "asynq:{default}:scheduled", "inf", "a")
        #expect(try await harness.broker.task("a", in: "default").nextProcessAt != nil)
    }

    @Test("a task whose lease has expired is orphaned")
    func orphans() async throws {
        let harness = try await OperatorHarness()
        try await harness.add("a")
        _ = try await harness.take()
        #expect(!(try await harness.broker.task("a", in: "default").isOrphaned))
        harness.clock.advance(by: .seconds(31))
        #expect(try await harness.broker.task("a", in: "default").isOrphaned)
        #expect(
            try await harness.broker.tasks(in: "default", state: .active, group: nil, offset: 0, limit: 1)[0].isOrphaned
        )
    }

    @Test("the memory of many tasks is told from a few")
    func memory() async throws {
        let harness = try await OperatorHarness()
        try await harness.addMany(300)
        var exact: Int64 = 0
        for key in try await harness.keys() where key != "asynq:queues" {
            exact += try #require(try await harness.send("MEMORY", "USAGE", key).int)
        }
        let estimate = try #require(try await harness.broker.statistics(of: "default").memoryUsage)
        #expect((exact * 9 / 10..<exact * 11 / 10).contains(estimate))
    }

    @Test("tasks that are just being aggregated still count")
    func beingAggregated() async throws {
        let harness = try await OperatorHarness()
        for id in ["a", "b"] { try await harness.add(id, .init(group: "g")) }
        _ = try await harness.broker.takeSet(from: "g", in: "default", policy: .init(maxSize: 1), for: .seconds(120))
        let statistics = try await harness.broker.statistics(of: "default")
        #expect(statistics.counts == [.aggregating: 2])
        #expect(statistics.groupCount == 1)
    }
}
