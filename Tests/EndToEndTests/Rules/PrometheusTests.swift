import TestSupport
import Testing

extension EndToEnd {
    /// What Prometheus itself makes of what the processes serve.
    @Suite("Prometheus")
    struct PrometheusTests {
        #if os(Linux)
            @Test("scrapes each process, and finds what was done in it")
            func scrapes() async throws {
                try await Installation.with(Network().settings(["ORDER_CLOSE_AFTER": "1h"])) { installation in
                    let processes = [
                        try await installation.serve(["travel-rpc", "usercenter-rpc"]),
                        try await installation.serve(["order-rpc", "payment-rpc"]),
                        try await installation.serve(["mqueue-rpc", "order-mq", "scheduler"]),
                        try await installation.serve(["order-api", "payment-api", "travel-api", "usercenter-api"]),
                    ]
                    let api = try processes[3].api
                    let guest = try await api.registered()
                    for day in 1...3 { _ = try await api.place(Wish(arrival: Int64(day) * 10), as: guest) }

                    let targets = try processes.map { try $0.metricsAddress }
                    try await Prometheus.with(scraping: targets) { prometheus in
                        try await eventually("every target is up") {
                            let seen = try await prometheus.targets()
                            return seen.count == 4 && seen.allSatisfy { $0.health == "up" && $0.lastError.isEmpty }
                        }
                        try await expectTransactions(prometheus, in: targets[1])
                        try await expectRuntime(prometheus, targets)
                        try await expectPools(prometheus, targets)
                    }
                    for process in processes.reversed() { try await process.stop() }
                }
            }

            /// The orders' transactions are where order-rpc runs, in milliseconds.
            private func expectTransactions(_ prometheus: Prometheus, in instance: String) async throws {
                let selector = #"{command="transact",instance="\#(instance)"}"#
                try await eventually("the transactions are there") {
                    let counts = try await prometheus.query("sql_client_requests_duration_ms_count\(selector)")
                    return counts.first?.value ?? 0 >= 3
                }
                let means = try await prometheus.query(
                    "sql_client_requests_duration_ms_sum\(selector) / sql_client_requests_duration_ms_count\(selector)")
                let mean = try #require(means.first).value
                #expect((0.001...10_000).contains(mean), "milliseconds")
                let buckets = try await prometheus.query("sql_client_requests_duration_ms_bucket\(selector)")
                let bounds = Set(buckets.compactMap { $0.labels["le"] })
                #expect(bounds.isSuperset(of: ["0.25", "15000.0", "+Inf"]), "go-zero's")
            }

            /// Each process has figures of its own.
            private func expectRuntime(_ prometheus: Prometheus, _ targets: [String]) async throws {
                for (query, range) in [
                    ("process_resident_memory_bytes", 1e6...2e9), ("process_open_fds", 3...10_000),
                    ("process_threads", 2...1000), ("time() - process_start_time_seconds", -2...600),
                    ("process_cpu_seconds_total", 0.001...1000), ("process_heap_in_use_bytes", 1e5...2e9),
                ] {
                    let samples = try await prometheus.query(query)
                    #expect(Set(samples.compactMap { $0.labels["instance"] }) == Set(targets), "\(query)")
                    #expect(samples.allSatisfy { range.contains($0.value) }, "\(query): \(samples)")
                }
                try await eventually("the event loops are measured") {
                    let samples = try await prometheus.query("event_loop_lag_seconds_count > 0")
                    return Set(samples.compactMap { $0.labels["instance"] }) == Set(targets)
                }
            }

            /// Databases are named, and belong to the processes that own them.
            private func expectPools(_ prometheus: Prometheus, _ targets: [String]) async throws {
                let pools = try await prometheus.query(#"sql_client_max_open_connections{purpose="write"}"#)
                let owners = Dictionary(
                    grouping: pools, by: { $0.labels["db_name"] ?? "" }
                ).mapValues { Set($0.compactMap { $0.labels["instance"] }) }
                #expect(owners["orders"] == [targets[1]] && owners["travel"] == [targets[0]])
                #expect(pools.allSatisfy { $0.value == 1 })
                let cache = try await prometheus.query(#"cache_loads_total{cache="order.homestays"}"#)
                #expect(cache.map { $0.labels["instance"] } == [targets[1]])
            }
        #endif

        @Test("finds nothing in the documents but what it dislikes in names of others", arguments: Exposition.allCases)
        fileprivate func lint(_ exposition: Exposition) async throws {
            try await Installation.with(["ORDER_CLOSE_AFTER": "500ms"]) { installation in
                let server = try await installation.serve()
                let guest = try await installation.guest()
                let order = try await server.api.place(Wish(), as: guest)
                try await eventually("the order closes") {
                    try await server.api.state(order, as: guest) == -1
                }
                let document = try await server.metrics(accept: exposition.accept)
                #expect(document.contains("# TYPE sql_client_requests_duration_ms histogram"))
                #expect(document.hasSuffix("# EOF\n") == (exposition == .openMetrics))
                let (exit, remarks) = try await Promtool.check(document)
                // 3 says that it was parsed and that there are remarks.
                #expect(exit == .status(3), "\(remarks)")
                #expect(remarks.filter { !exposition.isForeign($0) } == [])
                try await server.stop()
            }
        }
    }
}

/// A format, and what promtool may say of it.
private enum Exposition: CaseIterable {
    case text, openMetrics

    var accept: String {
        switch self {
        case .text: "text/plain;version=0.0.4"
        case .openMetrics: "application/openmetrics-text;version=1.0.0"
        }
    }

    /// Whether a remark is about a name that is not ours to choose.
    func isForeign(_ remark: String) -> Bool {
        guard let space = remark.firstIndex(of: " ") else { return false }
        let (name, words) = (String(remark[..<space]), remark[remark.index(after: space)...])
        switch words {
        // go-zero's durations, which its dashboards look for.
        case "metric names should not contain abbreviated units":
            return Self.goZero.contains(name)
        // asynq's gauges.
        case #"non-counter metrics should not have "_total" suffix"#:
            return Self.asynq.contains(name)
        // promtool reads OpenMetrics as text, where a counter's description has its sample's name.
        case "no help text":
            return self == .openMetrics && name.hasSuffix("_total")
        default:
            return false
        }
    }

    private static let goZero: Set = [
        "http_server_requests_duration_ms", "rpc_server_requests_duration_ms", "rpc_client_requests_duration_ms",
        "sql_client_requests_duration_ms", "redis_client_requests_duration_ms",
    ]
    private static let asynq: Set = ["asynq_queue_paused_total", "asynq_tasks_enqueued_total"]
}
