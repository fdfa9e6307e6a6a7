import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import TestSupport
import Testing

@Suite("servers and schedulers show themselves in Redis", .serialized, .sharedRedis)
struct RegistryTests {
    private func server(_ id: String) -> ServerInfo {
        ServerInfo(
            identity: ProcessIdentity(host: "::1", pid: 7, id: id), concurrency: 4, queues: ["low": 1, "high": 2],
            isStrict: false, status: .active, startedAt: VectorBench.start,
            attempts: [
                AttemptInfo(
                    taskID: "a", type: "t", payload: [0xFF], queue: "low", startedAt: VectorBench.start,
                    deadline: VectorBench.start + .seconds(5))
            ])
    }

    @Test("a server is shown with its attempts until it leaves, and its queues are known")
    func servers() async throws {
        let harness = try await OperatorHarness()
        var info = server("A")
        try await harness.broker.announce(info, for: .seconds(10))
        #expect(try await harness.broker.servers() == [info])
        #expect(try await harness.broker.queues() == ["high", "low"])
        info.attempts = []
        info.status = .stopped
        try await harness.broker.announce(info, for: .seconds(10))
        #expect(try await harness.broker.servers() == [info])
        try await harness.broker.withdraw(info.identity)
        #expect(try await harness.keys() == ["asynq:queues"])
    }

    @Test("a server that was killed is shown no longer, and the next one cleans up after it")
    func killed() async throws {
        let harness = try await OperatorHarness()
        try await harness.broker.announce(server("A"), for: .seconds(10))
        harness.clock.advance(by: .seconds(12))
        #expect(try await harness.broker.servers() == [])
        try await harness.broker.announce(server("B"), for: .seconds(10))
        #expect(try await harness.broker.servers().map(\.identity.id) == ["B"])
        #expect(try await harness.send("ZCARD", "asynq:servers").int == 1)
        #expect(try await harness.send("ZCARD", "asynq:workers").int == 1)
    }

    @Test("records that cannot be read are left out with a warning")
    func corrupt() async throws {
        let log = RecordedLog()
        let harness = try await OperatorHarness(logger: log.logger)
        try await harness.broker.announce(server("A"), for: .seconds(10))
        for name in ["asynq:servers:{bad}", "elsewhere", "asynq:servers:{gone}", "asynq:servers:{list}"] {
            try await harness.send("ZADD", "asynq:servers", "9999999999", name)
        }
        try await harness.send("SET", "asynq:servers:{bad}", "\u{FF}\u{FF}")
        try await harness.send("LPUSH", "asynq:servers:{list}", "x")
        try await harness.send("HSET", "asynq:workers:{::1:7:A}", "b", "\u{8}")
        #expect(try await harness.broker.servers() == [server("A")])
        #expect(log.warnings.count == 4)
    }

    @Test("an empty set of servers, or one of the wrong type, is no crash")
    func none() async throws {
        let harness = try await OperatorHarness()
        #expect(try await harness.broker.servers() == [])
        #expect(try await harness.broker.schedulerEntries() == [])
        try await harness.send("SET", "asynq:servers", "x")
        let error = try await failure { _ = try await harness.broker.servers() }
        #expect(error.code == .brokerFailure)
        #expect(error.message.contains("asynq:servers"))
    }

    private func entry(_ id: String, next: Int64?) -> SchedulerEntry {
        SchedulerEntry(
            id: id, spec: "@every 1m", type: "t", payload: [0xFF], options: ["MaxRetry(3)"],
            nextEnqueueAt: next.map { VectorBench.start + .seconds($0) }, previousEnqueueAt: VectorBench.start)
    }

    @Test("the entries of all schedulers are shown, the next due first and those never due last")
    func entries() async throws {
        let harness = try await OperatorHarness()
        let schedulers = ["A", "B"].map { ProcessIdentity(host: "h", pid: 1, id: $0) }
        try await harness.broker.announce(
            [entry("x", next: nil), entry("y", next: 9)], of: schedulers[0], for: .seconds(20))
        try await harness.broker.announce([entry("z", next: 5)], of: schedulers[1], for: .seconds(20))
        try await harness.broker.announce([], of: ProcessIdentity(host: "h", pid: 1, id: "C"), for: .seconds(20))
        #expect(
            try await harness.broker.schedulerEntries() == [
                ScheduledEntry(entry: entry("z", next: 5), scheduler: schedulers[1]),
                ScheduledEntry(entry: entry("y", next: 9), scheduler: schedulers[0]),
                ScheduledEntry(entry: entry("x", next: nil), scheduler: schedulers[0]),
            ])
        try await harness.broker.announce([entry("y", next: 69)], of: schedulers[0], for: .seconds(20))
        try await harness.broker.withdrawEntries(of: schedulers[1])
        #expect(
            try await harness.broker.schedulerEntries()
                == [ScheduledEntry(entry: entry("y", next: 69), scheduler: schedulers[0])])
        harness.clock.advance(by: .seconds(22))
        #expect(try await harness.broker.schedulerEntries() == [])
    }

    @Test("entries that cannot be read are left out with a warning")
    func corruptEntries() async throws {
        let log = RecordedLog()
        let harness = try await OperatorHarness(logger: log.logger)
        let scheduler = ProcessIdentity(host: "h", pid: 1, id: "A")
        try await harness.broker.announce([entry("x", next: 1)], of: scheduler, for: .seconds(20))
        try await harness.send("LPUSH", "asynq:schedulers:{h:1:A}", "\u{FF}", "")
        try await harness.send("ZADD", "asynq:schedulers", "9999999999", "elsewhere")
        #expect(try await harness.broker.schedulerEntries().map(\.entry.id) == ["x"])
        #expect(log.warnings.count == 3)
    }

    @Test("the history of an entry keeps the last thousand ticks, the newest first")
    func history() async throws {
        let log = RecordedLog()
        let harness = try await OperatorHarness(logger: log.logger)
        let events = (0..<1_010).map {
            EnqueueEvent(taskID: "\($0)", enqueuedAt: VectorBench.start + .seconds($0))
        }
        for event in events { try await harness.broker.record(event, of: "e") }
        let newest = Array(events.reversed().prefix(1_000))
        #expect(try await harness.broker.enqueueEvents(of: "e", offset: 0, limit: .max) == newest)
        #expect(try await harness.broker.enqueueEvents(of: "e", offset: 999, limit: 5) == [newest[999]])
        for (offset, limit) in [(1_000, 5), (.max, .max), (-1, 5), (0, 0), (0, -1)] {
            #expect(try await harness.broker.enqueueEvents(of: "e", offset: offset, limit: limit) == [])
        }
        #expect(try await harness.broker.enqueueEvents(of: "none", offset: 0, limit: 5) == [])
        try await harness.send("ZADD", "asynq:scheduler_history:e", "9999999999", "\u{FF}")
        #expect(try await harness.broker.enqueueEvents(of: "e", offset: 0, limit: 2) == [events[1_009]])
        #expect(log.warnings.count == 1)
    }
}
