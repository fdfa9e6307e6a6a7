/// The metrics that every service of the kit has, under the names and with the bucket bounds of go-zero, so that its
/// dashboards and alerts serve here too.
public enum ServiceMetrics {
    /// The buckets of its histograms, by name, in milliseconds. Their source is go-zero's declarations of the metrics.
    public static let buckets: [String: HistogramBuckets] = [
        "http_server_requests_duration_ms": HistogramBuckets([5, 10, 25, 50, 100, 250, 500, 750, 1000]),
        "rpc_server_requests_duration_ms": calls,
        "rpc_client_requests_duration_ms": calls,
        "sql_client_requests_duration_ms": commands,
        "redis_client_requests_duration_ms": commands,
    ]

    private static let calls = HistogramBuckets([1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000])
    private static let commands = HistogramBuckets([
        0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000, 10_000, 15_000,
    ])

    /// What each is for.
    public static let help: [String: String] = [
        "http_server_requests_duration_ms": "How long HTTP requests took, by route, method and status, in ms.",
        "http_server_requests_code_total": "HTTP requests that were answered, by route, method and status.",
        "http_server_requests_in_flight": "HTTP requests that are being answered.",
        "http_server_requests_refused_total": "HTTP requests that were refused for the sake of others, by reason.",
        "http_server_connections": "HTTP connections that are open.",
        "http_server_connections_refused_total": "HTTP connections that were refused because too many were open.",
        "rpc_server_requests_duration_ms": "How long calls took that were answered here, by method, in milliseconds.",
        "rpc_server_requests_code_total": "Calls that were answered here, by method and status code.",
        "rpc_client_requests_duration_ms": "How long calls took that were made from here, by method, in milliseconds.",
        "rpc_client_requests_code_total": "Calls that were made from here, by method and status code.",
        "sql_client_requests_duration_ms": "How long statements and transactions took, by command, in milliseconds.",
        "sql_client_requests_error_total": "Statements and transactions that failed, by command and error.",
        "sql_client_requests_slow_total": "Statements that took as long as log.slowThreshold, by command.",
        "redis_client_requests_duration_ms": "How long Redis commands took, by command, in milliseconds.",
        "redis_client_requests_error_total": "Redis commands that failed, by command and error.",
        "event_loop_lag_seconds": "How long what is ready waits for an event loop, by loop.",
        "task_start_lag_seconds": "How long a task that is ready waits for a thread.",
        "trace_spans_exported_total": "Spans that the collector has taken.",
        "trace_spans_dropped_total": "Spans for which there was no room.",
        "trace_spans_failed_total": "Spans that the collector did not take.",
    ]
}

extension PrometheusRegistry.Configuration {
    /// What a service of the kit has: ``ServiceMetrics/buckets``.
    public static var service: Self { Self(buckets: ServiceMetrics.buckets) }
}

extension PrometheusRegistry {
    /// Says what the metrics of ``ServiceMetrics`` are for.
    public func describeServiceMetrics() {
        for (name, help) in ServiceMetrics.help { describe(name, help) }
    }
}
