import Metrics
import Synchronization

/// What became of the spans.
final class TraceMetrics: Sendable {
    private let exportedCounter: Counter
    private let droppedCounter: Counter
    private let failedCounter: Counter
    private let droppedCount = Atomic(0)

    init(factory: any MetricsFactory) {
        exportedCounter = Counter(label: "trace_spans_exported_total", dimensions: [], factory: factory)
        droppedCounter = Counter(label: "trace_spans_dropped_total", dimensions: [], factory: factory)
        failedCounter = Counter(label: "trace_spans_failed_total", dimensions: [], factory: factory)
    }

    /// Spans that the collector has taken.
    func exported(_ count: Int) { exportedCounter.increment(by: count) }

    /// A span for which there was no room.
    func dropped() {
        droppedCounter.increment()
        droppedCount.add(1, ordering: .relaxed)
    }

    /// Spans that the collector did not take.
    func failed(_ count: Int) { failedCounter.increment(by: count) }

    /// The spans that were dropped since this was last asked.
    func takeDropped() -> Int { droppedCount.exchange(0, ordering: .relaxed) }
}
