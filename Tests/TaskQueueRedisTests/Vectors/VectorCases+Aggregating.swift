import Clocks
import TaskQueue
import TaskQueueRedis
import Testing

extension VectorCase {
    static let aggregating: [VectorCase] = [
        VectorCase("aggregation") { bench in
            let set = try await take(bench, GroupPolicy(maxSize: 2))
            #expect(set.tasks.map(\.id) == ["task-1", "task-2"])
            let during = try #require(bench.vector.intermediate?.first)
            let differences = try await bench.snapshot().differences(
                from: during.state.keys.map { $0.renaming(set: "05050505-0505-4505-8505-050505050505", to: set.id) },
                now: bench.clock.now)
            #expect(differences.isEmpty)
            #expect(try await bench.broker.replace(set, with: batch("g1=p1,p2")))
        },
        VectorCase("aggregation_grace_period") { bench in
            let set = try await take(bench, GroupPolicy(gracePeriod: .seconds(2)))
            #expect(try await bench.broker.replace(set, with: batch("\(set.tasks.count)")))
        },
        VectorCase(
            "aggregation_stale_set_reclaimed",
            deviations: ["asynq:{default}:groups": "members that are put back can be taken again at once"]
        ) { bench in
            try await bench.broker.reclaimSets(in: ["default"])
            #expect(try await bench.broker.groups(in: "default") == ["g1"])
        },
        VectorCase(
            "aggregation_unique_lock_stays",
            deviations: [
                "asynq:{default}:unique:agg:ec6ef230f1828039ee794566b9c58adc": "the locks of members go with them"
            ]
        ) { bench in
            let set = try await take(bench, GroupPolicy(maxSize: 1))
            #expect(try await bench.broker.replace(set, with: batch("")))
        },
    ]

    private static func take(_ bench: VectorBench, _ policy: GroupPolicy) async throws -> AggregationSet {
        let taking = try await bench.broker.takeSet(from: "g1", in: "default", policy: policy, for: .seconds(120))
        guard case .set(let set) = taking else {
            Issue.record("there is no set: \(taking)")
            throw TaskQueueError(.wrongState, "no set")
        }
        return set
    }

    private static func batch(_ payload: String) -> NewTask {
        NewTask(
            message: TaskMessage(
                id: "batch-1", type: "batch", payload: Array(payload.utf8), queue: "default", maxRetry: 25,
                timeout: .seconds(1800)))
    }
}

extension VectorKey {
    /// The key with another id for an aggregation set, which is random.
    fileprivate func renaming(set old: String, to new: String) -> VectorKey {
        var renamed = self
        renamed.key = key.replacing(old, with: new)
        if case .sortedSet(let members) = content {
            renamed.content = .sortedSet(
                Dictionary(
                    uniqueKeysWithValues: members.map {
                        (Array(String(decoding: $0.key, as: UTF8.self).replacing(old, with: new).utf8), $0.value)
                    }))
        }
        return renamed
    }
}
