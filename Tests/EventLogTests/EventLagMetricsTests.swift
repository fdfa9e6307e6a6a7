import Clocks
import EventLog
import Synchronization
import TestSupport
import Testing

@Suite("the lag of consumer groups as metrics", .timeLimit(.minutes(10)))
struct EventLagMetricsTests {
    private let clock = ManualWallClock()
    private let metrics = RecordedMetrics()

    private func service(_ inspector: any EventInspector, groups: [String] = ["g"]) throws -> EventLagMetrics {
        try EventLagMetrics(
            inspector: inspector, groups: groups, clock: clock, metricsFactory: metrics, logger: quietLogger)
    }

    @Test("tells what waits for each group in each partition")
    func values() async throws {
        let log = ScriptedProgress(["g": [(0, 2, 5), (1, 7, 7)], "h": [(0, 0, 5)]])
        try await withService(service(log, groups: ["g", "h"])) {
            await clock.waitForSleepers()
            let name = "kafka_consumergroup_lag"
            #expect(metrics.values("\(name){consumergroup=g,topic=t,partition=0}") == [3])
            #expect(metrics.values("\(name){consumergroup=g,topic=t,partition=1}") == [0])
            #expect(metrics.values("\(name){consumergroup=h,topic=t,partition=0}") == [5])
            #expect(
                metrics.values("kafka_consumergroup_current_offset{consumergroup=g,topic=t,partition=0}") == [2])
        }
    }

    @Test("follows the group, also after the log could not be read, and goes with it")
    func changes() async throws {
        let log = ScriptedProgress(["g": [(0, 0, 5)]])
        let name = "kafka_consumergroup_lag{consumergroup=g,topic=t,partition=0}"
        try await withService(service(log)) {
            await clock.waitForSleepers()
            log.groups.withLock { $0 = nil }
            clock.advance(by: .seconds(15))
            await clock.waitForSleepers()
            #expect(metrics.values(name) == [5], "what is not known is not said to be nothing")
            log.groups.withLock { $0 = ["g": [(0, 4, 5)]] }
            clock.advance(by: .seconds(15))
            await clock.waitForSleepers()
            #expect(metrics.values(name) == [5, 1])
            log.groups.withLock { $0 = [:] }
            clock.advance(by: .seconds(15))
            await clock.waitForSleepers()
            #expect(metrics.names.isEmpty)
        }
    }

    @Test("is not sampled at no interval, nor for a group without a name")
    func refused() {
        let log = ScriptedProgress([:])
        for interval in [Duration.zero, .seconds(-1)] {
            let error = #expect(throws: EventLogError.self) {
                _ = try EventLagMetrics(inspector: log, groups: ["g"], interval: interval, logger: quietLogger)
            }
            #expect(error?.code == .invalidArgument)
        }
        #expect(throws: EventLogError.self) { _ = try service(log, groups: ["g", ""]) }
    }
}

/// Tells how far groups came as a test says; nothing can be read where that is nothing at all.
private final class ScriptedProgress: EventInspector {
    typealias Groups = [String: [(partition: Int, committed: Int64, end: Int64)]]

    let groups: Mutex<Groups?>

    init(_ groups: Groups) {
        self.groups = Mutex(groups)
    }

    func progress(of group: String) async throws(EventLogError) -> [GroupProgress] {
        guard let groups = groups.withLock({ $0 }) else { throw EventLogError(.unavailable, "down") }
        return (groups[group] ?? []).map {
            GroupProgress(topic: "t", partition: $0.partition, committed: $0.committed, end: $0.end)
        }
    }

    func topics() async throws(EventLogError) -> [TopicSummary] { [] }
    func read(
        topic: String, partition: Int, from offset: Int64, limit: Int
    ) async throws(EventLogError) -> [EventRecord] { [] }
    func deleteRecords(topic: String, partition: Int, before offset: Int64) async throws(EventLogError) -> Int { 0 }
    func deleteGroup(_ group: String) async throws(EventLogError) {}
}
