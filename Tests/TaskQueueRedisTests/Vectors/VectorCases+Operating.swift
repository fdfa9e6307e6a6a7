import Clocks
import TaskQueue
import TaskQueueRedis
import Testing

extension VectorCase {
    static let operating: [VectorCase] = [
        VectorCase("pause_queue") { try await $0.broker.pause("default") },
        VectorCase("pause_queue_twice") { bench in
            #expect(await codeThrown { try await bench.broker.pause("default") } == .wrongState)
        },
        VectorCase("unpause_queue") { try await $0.broker.resume("default") },
        VectorCase(
            "run_scheduled_task", deviations: ["asynq:{default}:t:task-1/pending_since": Reason.pendingSince]
        ) { try await $0.broker.run("task-1", in: "default") },
        VectorCase("run_task_errors") { bench in
            #expect(await codeThrown { try await bench.broker.run("task-1", in: "default") } == .wrongState)
            #expect(await codeThrown { try await bench.broker.run("none", in: "default") } == .notFound)
            #expect(await codeThrown { try await bench.broker.run("task-1", in: "none") } == .notFound)
        },
        VectorCase("archive_pending_task") { try await $0.broker.archive("task-1", in: "default") },
        VectorCase("delete_unique_pending_task") { try await $0.broker.delete("task-1", in: "default") },
        VectorCase(
            "delete_group_task",
            deviations: [
                "asynq:{default}:unique:agg:9dd4e461268c8034f5c8564e155c67a6": "the lock of a deleted task goes"
            ]
        ) { try await $0.broker.delete("task-1", in: "default") },
        VectorCase("update_task_payload") { bench in
            try await bench.broker.replacePayload(of: "task-1", in: "default", with: Array("new".utf8))
        },
        VectorCase(
            "run_all_scheduled",
            deviations: Dictionary(
                uniqueKeysWithValues: (1...3).map {
                    ("asynq:{default}:t:task-\($0)/pending_since", Reason.pendingSince)
                })
        ) { bench in
            let count = try await bench.broker.apply(.run, in: "default", state: .scheduled, group: nil)
            #expect(count == 3)
        },
        VectorCase("archive_all_pending") { bench in
            let count = try await bench.broker.apply(.archive, in: "default", state: .pending, group: nil)
            #expect(count == 2)
        },
        VectorCase("delete_all_archived") { bench in
            let count = try await bench.broker.apply(.delete, in: "default", state: .archived, group: nil)
            #expect(count == 2)
        },
        VectorCase("delete_queue_not_empty") { bench in
            #expect(await codeThrown { try await bench.broker.deleteQueue("default", force: false) } == .wrongState)
        },
        VectorCase(
            "delete_queue_force_leftovers",
            deviations: Dictionary(
                uniqueKeysWithValues: [
                    "completed", "g:g1", "groups", "processed", "processed:2030-01-02", "t:task-1", "t:task-3",
                    "unique:a:415290769594460e2e485922904f345d",
                ].map { ("asynq:{default}:" + $0, "a deleted queue leaves nothing") })
        ) { bench in
            try await bench.broker.deleteQueue("default", force: true)
            #expect(try await bench.snapshot().entries.isEmpty)
        },
        VectorCase("inspector_task_infos") { bench in
            let broker = bench.broker
            let pending = try await broker.task("pending-1", in: "default")
            #expect((pending.state, pending.message.payload, pending.nextProcessAt) == (.pending, Array("p".utf8), nil))
            let scheduled = try await broker.task("scheduled-1", in: "default")
            #expect(scheduled.nextProcessAt == Timestamp(seconds: 1_893_557_045))
            let grouped = try await broker.task("grouped-1", in: "default")
            #expect((grouped.state, grouped.message.group) == (.aggregating, "g1"))
            #expect(await codeThrown { _ = try await broker.task("missing", in: "default") } == .notFound)
        },
    ]
}
