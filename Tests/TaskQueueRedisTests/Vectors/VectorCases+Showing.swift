import Clocks
import TaskQueue
import TaskQueueRedis
import Testing

extension VectorCase {
    static let showing: [VectorCase] = [
        VectorCase("server_start", deviations: ["asynq:queues": Reason.registered], comparesServers: true) { bench in
            try await bench.broker.announce(
                server(bench, concurrency: 10, queues: ["critical": 6]), for: .seconds(10))
        },
        VectorCase(
            "server_start_strict_two_queues", deviations: ["asynq:queues": Reason.registered], comparesServers: true
        ) { bench in
            try await bench.broker.announce(
                server(bench, concurrency: 3, queues: ["hi": 10, "lo": 5], isStrict: true), for: .seconds(10))
        },
        VectorCase("heartbeat_with_active_worker", comparesServers: true) { bench in
            let task = try await bench.active()
            let expiry = Timestamp(seconds: bench.clock.now.seconds) + .seconds(30)
            #expect(try await bench.broker.extendLeases([task.lease], until: expiry).isEmpty)
            var info = server(bench, concurrency: 1, queues: ["default": 1])
            info.startedAt = VectorBench.start
            info.attempts = [
                AttemptInfo(
                    taskID: "task-1", type: "a", payload: task.message.payload, queue: "default",
                    startedAt: VectorBench.start, deadline: VectorBench.start + .seconds(60))
            ]
            try await bench.broker.announce(info, for: .seconds(10))
        },
        VectorCase("server_shutdown_clears_state", comparesServers: true) { bench in
            let servers = try await bench.broker.servers()
            #expect(servers.count == 1)
            for server in servers { try await bench.broker.withdraw(server.identity) }
        },
        VectorCase(
            "scheduler_enqueue_event",
            deviations: [
                "asynq:scheduler_history:02020202-0202-4202-8202-020202020202/expiry":
                    "the history of an entry that is no more goes at last"
            ]
        ) { bench in
            let id = "03030303-0303-4303-8303-030303030303"
            bench.clock.set(to: Timestamp(seconds: 1_893_553_449))
            try await bench.client.enqueue(
                type: "periodic", payload: Array("tick".utf8),
                options: .init(
                    queue: "low", taskID: id, maxRetry: 3, timeout: .seconds(30), retention: .seconds(86_400)))
            try await bench.broker.record(
                EnqueueEvent(taskID: id, enqueuedAt: bench.clock.now), of: try #require(bench.vector.entryId))
        },
        VectorCase("scheduler_heartbeat") { bench in
            try await bench.broker.announce([hourly, nightly], of: scheduler, for: .seconds(20))
        },
        VectorCase(
            "scheduler_shutdown",
            deviations: [
                "asynq:scheduler_history:02020202-0202-4202-8202-020202020202":
                    "the history belongs to the entry, which other schedulers share"
            ]
        ) { try await $0.broker.withdrawEntries(of: scheduler) },
    ]

    private static let scheduler = ProcessIdentity(
        host: "goldenhost", pid: 3, id: "01010101-0101-4101-8101-010101010101")

    /// A server by the name that the vector's has.
    private static func server(
        _ bench: VectorBench, concurrency: Int, queues: [String: Int], isStrict: Bool = false
    ) -> ServerInfo {
        let key = bench.vector.after.serverKeys.map(\.key).first { $0.hasPrefix("asynq:servers:{") } ?? ""
        let id = key.dropLast().split(separator: ":").last.map(String.init) ?? ""
        return ServerInfo(
            identity: ProcessIdentity(host: "goldenhost", pid: 3, id: id), concurrency: concurrency, queues: queues,
            isStrict: isStrict, status: .active, startedAt: bench.clock.now)
    }

    private static let hourly = SchedulerEntry(
        id: "03030303-0303-4303-8303-030303030303", spec: "@every 1h30m", type: "hourly", payload: [], options: [],
        nextEnqueueAt: Timestamp(seconds: 1_893_558_845), previousEnqueueAt: nil)

    private static let nightly = SchedulerEntry(
        id: "02020202-0202-4202-8202-020202020202", spec: "30 4 * * *", type: "nightly",
        payload: Array(#"{"a":1}"#.utf8),
        options: [
            #"Queue("low")"#, "MaxRetry(3)", "Timeout(1m30s)", "Unique(2h0m0s)", "Retention(24h0m0s)",
            "ProcessIn(5m0s)", "Deadline(Wed Jan  2 04:04:05 UTC 2030)", #"TaskID("fixed id")"#, #"Group("g1")"#,
        ],
        nextEnqueueAt: Timestamp(seconds: 1_893_558_600), previousEnqueueAt: nil)
}
