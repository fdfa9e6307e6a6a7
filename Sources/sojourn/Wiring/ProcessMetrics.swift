import PrometheusMetrics

/// The metrics of this process, and what serves them.
struct ProcessMetrics {
    let registry: PrometheusRegistry
    let endpoint: MetricsEndpoint
}
