import Clocks
import TaskQueue
import TaskQueueRedis
import Testing

extension VectorCase {
    static let taking: [VectorCase] = [
        VectorCase("dequeue_active") { bench in
            let tasks = try await bench.take()
            #expect(tasks.map(\.lease.expiresAt) == [Timestamp(seconds: 1_893_553_475)])
        },
        VectorCase("paused_queue_not_dequeued") { bench in
            let tasks = try await bench.take()
            #expect(tasks.isEmpty)
        },
    ]

    static let ending: [VectorCase] =
        [
            VectorCase("done") { try await $0.work(.done) },
            VectorCase("done_unique") { try await $0.work(.done) },
            VectorCase("completed_with_retention_and_result") { bench in
                let stored = bench.vector.after.keys.first { $0.key == "asynq:{default}:t:task-1" }
                guard case .hash(let fields) = stored?.content else { return }
                try await bench.work(.completed(result: fields["result"]))
            },
            VectorCase("completed_unique") { try await $0.work(.completed(result: nil)) },
            VectorCase("revoked") { try await $0.work(.done) },
            VectorCase("archived_after_max_retry") { try await $0.work(.archive(error: "dead")) },
            VectorCase("archived_skip_retry") { bench in
                try await bench.work(.archive(error: "bad payload: skip retry for the task"))
            },
            VectorCase("archived_unique_keeps_lock") { try await $0.work(.archive(error: "dead")) },
            VectorCase("archived_although_not_a_failure") { try await $0.work(.archive(error: "rate limited")) },
            VectorCase(
                "shutdown_requeue", deviations: ["asynq:{default}:t:task-1/pending_since": Reason.pendingSince]
            ) { bench in
                let task = try await bench.active()
                #expect(try await bench.broker.settle([TaskOutcome(task, .requeue)]).isEmpty)
            },
            VectorCase("daily_stats", deviations: ["asynq:{default}:retry/task-2": Reason.roundedUp]) { bench in
                let tasks = try await bench.take()
                try #require(tasks.count == 3)
                let retry = TaskOutcome.Transition.retry(
                    at: bench.clock.now + .seconds(10), error: "bad", isFailure: true)
                let lost = try await bench.broker.settle([
                    TaskOutcome(tasks[0], .done), TaskOutcome(tasks[1], retry),
                    TaskOutcome(tasks[2], .archive(error: "bad")),
                ])
                #expect(lost.isEmpty)
            },
        ] + retrying

    private static let retrying: [VectorCase] = [
        retry("retry_after_failure") { try await $0.fail("boom: ünïcode") },
        retry("retry_second_failure") { try await $0.fail("boom 2", after: .seconds(20)) },
        retry("retry_not_a_failure") { try await $0.fail("rate limited", isFailure: false) },
        retry("retry_unique_keeps_lock") { try await $0.fail("boom") },
        retry("handler_not_found") { try await $0.fail("handler not found for task \"zzz\"") },
        retry("timeout_exceeded") { try await $0.fail("context deadline exceeded") },
        retry("deadline_already_passed") { try await $0.fail("context deadline exceeded") },
        retry("cancel_processing") { bench in
            let retry = TaskOutcome.Transition.retry(
                at: bench.clock.now + .seconds(10), error: "context canceled", isFailure: true)
            let task = try await bench.active()
            #expect(try await bench.broker.settle([TaskOutcome(task, retry)]).isEmpty)
        },
    ]

    private static func retry(
        _ name: String, run: @escaping @Sendable (VectorBench) async throws -> Void
    ) -> VectorCase {
        VectorCase(name, deviations: ["asynq:{default}:retry/task-1": Reason.roundedUp], run: run)
    }
}
