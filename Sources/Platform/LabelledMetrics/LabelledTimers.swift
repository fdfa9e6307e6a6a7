public import CoreMetrics

/// A timer for each set of labels, found in nanoseconds.
///
///     let durations = LabelledTimers<CommandLabel>("sql_client_requests_duration_ms")
///     durations[CommandLabel("exec")].recordNanoseconds(taken)
public struct LabelledTimers<Labels: MetricLabels>: Sendable {
    @usableFromInline let table: SeriesTable<Labels, CoreMetrics.Timer>

    /// - Parameters:
    ///   - label: the metric's label in swift-metrics. Its ending says in which unit it is exposed.
    ///   - limit: the most sets of labels; what is beyond them is recorded together, as `overflow="true"`.
    ///   - factory: makes the timers; by default the one that the process has when this is made.
    public init(_ label: String, limit: Int = 10_000, factory: any MetricsFactory = MetricsSystem.factory) {
        table = SeriesTable(limit: limit) { Timer(label: label, dimensions: $0, factory: factory) }
    }

    @inlinable
    public subscript(labels: Labels) -> CoreMetrics.Timer { table[labels] }
}
