public import CoreMetrics

/// A counter for each set of labels, found in nanoseconds.
///
///     let codes = LabelledCounters<CallLabels>("rpc_server_requests_code_total")
///     codes[CallLabels(method: method, code: "0")].increment()
public struct LabelledCounters<Labels: MetricLabels>: Sendable {
    @usableFromInline let table: SeriesTable<Labels, Counter>

    /// - Parameters:
    ///   - label: the metric's label in swift-metrics.
    ///   - limit: the most sets of labels; what is beyond them is counted together, as `overflow="true"`.
    ///   - factory: makes the counters; by default the one that the process has when this is made.
    public init(_ label: String, limit: Int = 10_000, factory: any MetricsFactory = MetricsSystem.factory) {
        table = SeriesTable(limit: limit) { Counter(label: label, dimensions: $0, factory: factory) }
    }

    @inlinable
    public subscript(labels: Labels) -> Counter { table[labels] }
}
