import Logging
import PrometheusMetrics

/// What the service kit records into, as in a process that serves metrics.
enum Kit {
    static let logger = Logger(label: "rpc-benchmark") { _ in SwiftLogNoOpLogHandler() }
    static let metrics = PrometheusMetricsFactory(registry: PrometheusRegistry(logger: logger))
}
