public import CoreMetrics

/// What a client measures of its commands.
public struct RedisTelemetryOptions: Sendable {
    /// Makes the metrics; `nil` for none.
    public var metrics: (any MetricsFactory)?
    /// Whether commands that belong to a trace have spans.
    public var traces: Bool

    /// - Parameter metrics: by default the ones that the process has at this moment.
    public init(metrics: (any MetricsFactory)? = MetricsSystem.factory, traces: Bool = true) {
        self.metrics = metrics
        self.traces = traces
    }

    /// Nothing is measured.
    public static let none = RedisTelemetryOptions(metrics: nil, traces: false)
}
