import Clocks
import Redis
import TaskQueue
import TaskQueueRedis
import Testing

extension VectorCase {
    static let enqueueing: [VectorCase] = [
        VectorCase("enqueue_immediate") { try await $0.enqueue(0, .init(taskID: "task-1")) },
        VectorCase("enqueue_all_options") { bench in
            try await bench.enqueue(
                0,
                .init(
                    queue: "critical", taskID: "task-1", maxRetry: 7, timeout: .seconds(90),
                    deadline: Timestamp(seconds: 1_893_557_045), retention: .seconds(7200)))
        },
        VectorCase("enqueue_three_order") { bench in
            for index in 0..<3 { try await bench.enqueue(index, .init(taskID: "task-\(index + 1)")) }
        },
        VectorCase("enqueue_nil_payload") { try await $0.enqueue(0, .init(taskID: "task-1")) },
        VectorCase("enqueue_binary_unicode") { try await $0.enqueue(0, .init(queue: "quéue", taskID: "id-ü")) },
        VectorCase("enqueue_deadline_only") { bench in
            try await bench.enqueue(0, .init(taskID: "task-1", deadline: Timestamp(seconds: 1_893_554_045)))
        },
        VectorCase("enqueue_max_retry_zero") { bench in
            for index in 0..<2 { try await bench.enqueue(index, .init(taskID: "task-\(index + 1)", maxRetry: 0)) }
        },
        VectorCase("enqueue_large_payload") { try await $0.enqueue(0, .init(taskID: "task-1")) },
        VectorCase("enqueue_validation_errors") { bench in
            let options: [TaskOptions] = [
                .init(), .init(), .init(queue: " "), .init(taskID: " "), .init(group: ""),
                .init(uniqueFor: .milliseconds(999)),
            ]
            for (index, options) in options.enumerated() {
                #expect(await codeThrown { try await bench.enqueue(index, options) } == .invalidOption)
            }
        },
        VectorCase("task_id_conflict") { bench in
            #expect(await codeThrown { try await bench.enqueue(0, .init(taskID: "task-1")) } == .taskIDConflict)
        },
        VectorCase("task_id_same_in_other_queue") { try await $0.enqueue(0, .init(queue: "low", taskID: "task-1")) },
        VectorCase("group_add") { bench in
            for (index, group) in ["g1", "g1", "g2"].enumerated() {
                try await bench.enqueue(index, .init(taskID: "task-\(index + 1)", group: group))
            }
        },
    ]

    static let locking: [VectorCase] = [
        VectorCase("enqueue_unique") { bench in
            try await bench.enqueue(0, .init(taskID: "task-1", uniqueFor: .seconds(3600)))
        },
        VectorCase("enqueue_unique_duplicate") { bench in
            #expect(
                await codeThrown { try await bench.enqueue(0, .init(taskID: "task-2", uniqueFor: .seconds(3600))) }
                    == .duplicateTask)
        },
        VectorCase(
            "enqueue_unique_nil_and_empty_payload",
            deviations: [
                "asynq:{default}:pending": "to us a missing payload is an empty one, so the second is a duplicate",
                "asynq:{default}:t:task-2": "it is refused",
                "asynq:{default}:unique:ping:d41d8cd98f00b204e9800998ecf8427e": "the lock is that of a nil payload",
            ]
        ) { bench in
            try await bench.enqueue(0, .init(taskID: "task-1", uniqueFor: .seconds(60)))
            #expect(
                await codeThrown { try await bench.enqueue(1, .init(taskID: "task-2", uniqueFor: .seconds(60))) }
                    == .duplicateTask)
        },
        VectorCase(
            "enqueue_unique_subsecond_ttl",
            deviations: [
                "asynq:{default}:unique:a:9dd4e461268c8034f5c8564e155c67a6": "asynq cuts 1.5 s to 1 s"
            ]
        ) { bench in
            let lock = RedisArgument.text("asynq:{default}:unique:a:9dd4e461268c8034f5c8564e155c67a6")
            let before = SystemWallClock().now.milliseconds
            try await bench.enqueue(0, .init(taskID: "task-1", uniqueFor: .milliseconds(1500)))
            let expiry = try #require(try await bench.redis.send(RedisCommand("PEXPIRETIME", lock)).int)
            let after = SystemWallClock().now.milliseconds
            #expect((before + 1500...after + 1500).contains(expiry))
            // On a slow machine it might be gone before the comparison, on a fast one not.
            _ = try await bench.redis.send(RedisCommand("DEL", lock))
        },
        VectorCase(
            "unique_with_task_id_conflict",
            deviations: [
                "asynq:{default}:unique:a:a9f0e61a137d86aa9db53465e0801612": "a task that is refused leaves no lock"
            ]
        ) { bench in
            #expect(
                await codeThrown { try await bench.enqueue(0, .init(taskID: "task-1", uniqueFor: .seconds(3600))) }
                    == .taskIDConflict)
        },
        VectorCase("schedule_unique", deviations: ["asynq:{default}:scheduled/task-1": Reason.roundedUp]) { bench in
            try await bench.enqueue(
                0, .init(taskID: "task-1", uniqueFor: .seconds(3600), processIn: .seconds(600)))
        },
        VectorCase(
            "group_add_unique",
            deviations: ["asynq:{default}:t:task-1/unique_key": "whoever deletes the task can give up its lock"]
        ) { bench in
            try await bench.enqueue(0, .init(taskID: "task-1", uniqueFor: .seconds(3600), group: "g1"))
        },
    ]

    static let scheduling: [VectorCase] =
        locking + [
            VectorCase("enqueue_scheduled", deviations: ["asynq:{default}:scheduled/task-1": Reason.roundedUp]) {
                bench in
                let due = bench.clock.now + .milliseconds(90_900)
                try await bench.enqueue(0, .init(taskID: "task-1", processAt: due))
                let shown = try #require(try await bench.broker.task("task-1", in: "default").nextProcessAt)
                #expect((.zero..<(.microseconds(1))).contains(shown - due))
            },
            VectorCase("enqueue_process_in", deviations: ["asynq:{default}:scheduled/task-1": Reason.roundedUp]) {
                bench in
                try await bench.enqueue(0, .init(taskID: "task-1", processIn: .seconds(300)))
            },
            VectorCase("enqueue_process_at_past") { bench in
                try await bench.enqueue(0, .init(taskID: "task-1", processAt: bench.clock.now - .seconds(3600)))
            },
            VectorCase(
                "group_scheduled",
                deviations: [
                    "asynq:{default}:scheduled/task-1": Reason.roundedUp,
                    "asynq:{default}:t:task-1/group": "asynq forgets the group until the task is due, and so for ever",
                ]
            ) { bench in
                try await bench.enqueue(0, .init(taskID: "task-1", processIn: .seconds(10), group: "g1"))
            },
        ]
}

/// The code of the error that `body` throws, `nil` where it throws none.
func codeThrown(by body: () async throws -> Void) async -> TaskQueueError.Code? {
    do {
        try await body()
        return nil
    } catch let error as TaskQueueError {
        return error.code
    } catch {
        Issue.record(error)
        return nil
    }
}
