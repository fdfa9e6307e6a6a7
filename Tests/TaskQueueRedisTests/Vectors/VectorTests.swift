import Clocks
import Foundation
import NIOCore
import Redis
import TaskQueue
import Testing
import TestSupport

@testable import TaskQueueRedis

@Suite("asynq's vectors", .serialized, .sharedRedis)
struct VectorTests {
    @Test("each vector has its case, and each case its vector")
    func coverage() {
        let names = VectorFile.shared.vectors.map(\.name)
        #expect(names.count == 80)
        #expect(VectorCase.all.map(\.name).sorted() == names.sorted())
    }

    @Test("our operation leaves asynq's bytes, but for what it does better", arguments: VectorCase.all.map(\.name))
    func reproduces(name: String) async throws {
        let testCase = try #require(VectorCase.all.first { $0.name == name })
        let vector = VectorFile.vector(name)
        let bench = try await VectorBench(vector, SharedRedis.empty())
        try await testCase.run(bench)
        let after = vector.after.keys + (testCase.comparesServers ? vector.after.serverKeys : [])
        let differences = try await bench.snapshot().differences(from: after, now: bench.clock.now) { key in
            !testCase.comparesServers && ["asynq:servers", "asynq:workers"].contains { key.hasPrefix($0) }
        }
        #expect(differences == Set(testCase.deviations.keys))
    }

    @Test("what asynq leaves is read as asynq reads it", arguments: VectorFile.shared.vectors.map(\.name))
    func reads(name: String) async throws {
        let vector = VectorFile.vector(name)
        let redis = try await SharedRedis.empty()
        let clock = ManualWallClock(now: Timestamp(nanoseconds: vector.afterAtUnixNano))
        try await vector.after.load(into: redis, now: clock.now)
        let broker = try await RedisBroker(client: redis, clock: clock, logger: quietLogger)
        for (queue, info) in vector.afterQueueInfo {
            // asynq asks for queues by name, whether or not they are known.
            _ = try await redis.send(RedisCommand("SADD", "asynq:queues", .text(queue)))
            #expect(QueueInfo(try await broker.statistics(of: queue)) == info, "\(queue)")
        }
        for key in vector.after.keys {
            guard case .hash(let fields) = key.content, let message = fields["msg"] else { continue }
            try await compare(message, fields, of: key.key, broker, redis)
        }
    }

    private func compare(
        _ encoded: [UInt8], _ fields: [String: [UInt8]], of key: String, _ broker: RedisBroker,
        _ redis: RedisClient
    ) async throws {
        let end = try #require(key.range(of: "}:t:"))
        let queue = String(key[..<end.lowerBound].dropFirst("asynq:{".count))
        let id = String(key[end.upperBound...])
        let info = try await broker.task(id, in: queue)
        let decoded = try TaskMessage(encoded: .init(bytes: encoded))
        #expect(info.message == decoded)
        #expect((info.id, info.queue) == (id, queue))
        #expect(info.state.rawValue == fields["state"].map { String(decoding: $0, as: UTF8.self) })
        #expect(info.result == fields["result"])
        _ = try await redis.send(RedisCommand("SADD", "asynq:queues", .text(queue)))
        let listed = try await broker.tasks(
            in: queue, state: info.state, group: info.message.group, offset: 0, limit: 100)
        #expect(listed.contains(info))
    }
}

extension QueueInfo {
    /// Our statistics as asynq's inspector shows them.
    init(_ statistics: QueueStatistics) {
        func count(_ state: TaskState) -> Int { statistics.counts[state] ?? 0 }
        self.init(
            active: count(.active), aggregating: count(.aggregating), archived: count(.archived),
            completed: count(.completed), pending: count(.pending), retry: count(.retry), scheduled: count(.scheduled),
            size: statistics.size, groups: statistics.groupCount, failedToday: statistics.today.failed,
            failedTotal: statistics.failedTotal, processedToday: statistics.today.processed,
            processedTotal: statistics.processedTotal, latencyNs: statistics.latency.wholeNanoseconds,
            paused: statistics.isPaused)
    }
}
