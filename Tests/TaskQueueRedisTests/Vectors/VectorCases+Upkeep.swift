import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import Testing

extension VectorCase {
    static let upkeep: [VectorCase] = [
        VectorCase("forward_scheduled") { _ = try await $0.broker.forwardDue(in: ["default"]) },
        VectorCase("forward_retry") { bench in
            bench.clock.set(to: VectorBench.start)
            try await bench.fail("boom", after: .seconds(1))
            bench.clock.set(to: bench.vector.operationTime)
            _ = try await bench.broker.forwardDue(in: ["default"])
        },
        VectorCase("forward_scheduled_with_group") { _ = try await $0.broker.forwardDue(in: ["default"]) },
        VectorCase("janitor_deletes_expired_completed") { bench in
            bench.clock.set(to: VectorBench.start)
            let tasks = try await bench.take()
            let outcomes = tasks.map { TaskOutcome($0, .completed(result: nil)) }
            #expect(try await bench.broker.settle(outcomes).isEmpty)
            bench.clock.set(to: bench.vector.operationTime)
            try await bench.broker.deleteExpired(in: ["default"])
        },
        VectorCase(
            "lease_not_yet_expired",
            deviations: [
                "asynq:{default}:active": "asynq waits 30 s after a lease has expired, and longer for its own poll",
                "asynq:{default}:lease": Reason.recovered,
                "asynq:{default}:pending": Reason.recovered,
                "asynq:{default}:t:task-1/state": Reason.recovered,
                "asynq:{default}:t:task-1/pending_since": Reason.recovered,
            ]
        ) { try await recover($0) },
        VectorCase(
            "lease_expired_retry",
            deviations: Dictionary(
                uniqueKeysWithValues: [
                    "failed", "failed:2030-01-02", "processed", "processed:2030-01-02", "pending", "retry",
                    "t:task-1/msg", "t:task-1/state", "t:task-1/pending_since",
                ].map { ("asynq:{default}:" + $0, Reason.recovered) })
        ) { try await recover($0) },
        VectorCase("lease_expired_archive") { bench in
            let tasks = try await bench.broker.expiredLeases(in: ["default"], limit: 10)
            #expect(tasks.count == 1)
            let outcomes = tasks.map { TaskOutcome($0, .archive(error: "asynq: task lease expired")) }
            #expect(try await bench.broker.settle(outcomes).isEmpty)
        },
    ]

    private static func recover(_ bench: VectorBench) async throws {
        let tasks = try await bench.broker.expiredLeases(in: ["default"], limit: 10)
        #expect(tasks.map(\.message.id) == ["task-1"])
        #expect(try await bench.broker.settle(tasks.map { TaskOutcome($0, .recover) }).isEmpty)
        let info = try await bench.broker.task("task-1", in: "default")
        #expect((info.state, info.crashCount, info.message.retryCount) == (.pending, 1, 0))
    }

    /// What asynq does not get out of by itself.
    static let repairing: [VectorCase] = [
        VectorCase(
            "dequeue_id_without_task_hash",
            deviations: [
                "asynq:{default}:active": "an id without a task is set aside, and blocks nothing",
                "asynq:{default}:lease": "it gets no lease",
                "asynq:{default}:t:task-1": "no hash is made for it",
            ]
        ) { bench in
            let delivery = try await bench.broker.dequeue(
                DequeueRequest(queues: ["default"], limit: 10, leaseDuration: .seconds(30)))
            #expect(delivery.tasks.isEmpty)
            #expect(delivery.unreadable.map(\.taskID) == ["task-1"])
            #expect(try await bench.broker.statistics(of: "default").unreadableCount == 1)
        },
        VectorCase(
            "done_fails_then_syncer",
            deviations: Dictionary(
                uniqueKeysWithValues: [
                    "failed", "failed:2030-01-02", "processed", "processed:2030-01-02", "processed:2030-01-02/expiry",
                ].map {
                    ("asynq:{default}:" + $0, "an outcome that is stored again is stored once, and nothing runs twice")
                })
        ) { bench in
            let outcomes = try await bench.take().map { TaskOutcome($0, .done) }
            #expect(try await bench.broker.settle(outcomes).isEmpty)
            #expect(try await bench.broker.settle(outcomes) == outcomes.map(\.task.lease))
            #expect(try await bench.broker.statistics(of: "default").processedTotal == 1)
        },
        VectorCase(
            "timeout_subsecond_is_dropped",
            deviations: ["asynq:{default}:t:task-1/msg": "half a second is stored beside asynq's whole one"]
        ) { bench in
            bench.clock.set(to: VectorBench.start)
            _ = try await bench.redis.send(RedisCommand("FLUSHALL"))
            try await bench.client.enqueue(
                type: "a", payload: Array("x".utf8), options: .init(taskID: "task-1", timeout: .milliseconds(500)))
            let tasks = try await bench.take()
            #expect(tasks.map(\.message.timeout) == [.milliseconds(500)])
            bench.clock.set(to: bench.vector.operationTime)
            let expiry = Timestamp(seconds: bench.clock.now.seconds) + .seconds(30)
            #expect(try await bench.broker.extendLeases(tasks.map(\.lease), until: expiry).isEmpty)
        },
    ]
}
