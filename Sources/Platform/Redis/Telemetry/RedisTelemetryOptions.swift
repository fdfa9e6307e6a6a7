public import CoreMetrics
public import Telemetry

/// What a client measures of its commands.
public struct RedisTelemetryOptions: Sendable {
    /// Makes the metrics; `nil` for none.
    public var metrics: (any MetricsFactory)?
    /// Whether commands that belong to a trace have spans.
    public var traces: Bool

    /// Logs the commands that took long, by their names alone; `nil` for none.
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

    /// Nothing is measured.
    public static let none = RedisTelemetryOptions(metrics: nil, traces: false, slowCalls: nil)
}
