public import CoreMetrics
public import Telemetry

/// What is measured of the work on a database.
public struct DatabaseTelemetryOptions: Sendable {
    /// Makes the metrics; `nil` for none.
    public var metrics: (any MetricsFactory)?
    /// Whether work that belongs to a trace has spans.
    public var traces: Bool
    /// Logs the statements that took long; `nil` logs none.
    public var slowCalls: SlowCallLog?

    /// - Parameter metrics: by default the ones that the process has at this moment.
    public init(
        metrics: (any MetricsFactory)? = MetricsSystem.factory, traces: Bool = true,
        slowCalls: SlowCallLog? = SlowCallLog()
    ) {
        self.metrics = metrics
        self.traces = traces
        self.slowCalls = slowCalls
    }
}
