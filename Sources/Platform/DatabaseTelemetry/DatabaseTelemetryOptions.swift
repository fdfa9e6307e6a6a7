public import CoreMetrics

/// What is measured of the work on a database.
public struct DatabaseTelemetryOptions: Sendable {
    /// Makes the metrics; `nil` for none.
    public var metrics: (any MetricsFactory)?
    /// Whether work that belongs to a trace has spans.
    public var traces: Bool
    /// A statement that takes longer is logged; `nil` logs none.
    public var slowThreshold: Duration?

    /// - Parameter metrics: by default the ones that the process has at this moment.
    public init(
        metrics: (any MetricsFactory)? = MetricsSystem.factory, traces: Bool = true,
        slowThreshold: Duration? = .milliseconds(500)
    ) {
        self.metrics = metrics
        self.traces = traces
        self.slowThreshold = slowThreshold
    }
}
