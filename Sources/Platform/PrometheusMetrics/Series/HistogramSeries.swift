import CoreMetrics

/// How many values fell into each bucket, and their sum.
final class HistogramSeries: MetricSeries, RecorderHandler, TimerHandler {
    static let kind = MetricFamily.Kind.histogram

    let id: SeriesID
    private let buckets: HistogramBuckets
    private let nanosecondsPerUnit: Double
    private let tallies: AtomicTallies
    private let sum = AtomicDouble()

    init(_ id: SeriesID, buckets: HistogramBuckets, unit: DurationUnit) {
        self.id = id
        self.buckets = buckets
        nanosecondsPerUnit = unit.nanoseconds
        tallies = AtomicTallies(count: buckets.bounds.count + 1)
    }

    /// The number of values is the sum of the buckets read, so that a scrape in the middle of a recording agrees with
    /// itself.
    var value: MetricFamily.Value {
        .histogram(.init(bounds: buckets.bounds, tallies: tallies.values, sum: sum.value))
    }

    func record(_ value: Int64) { record(Double(value)) }

    /// A value that is not finite is ignored: the sum could never be right again.
    func record(_ value: Double) {
        guard value.isFinite else { return }
        tallies.increment(buckets.index(of: value))
        sum.add(value)
    }

    /// Divides, because a product with 1e-9 is rounded twice and would miss a bound that it is equal to. A negative
    /// duration, of a clock that was set back, counts as none.
    func recordNanoseconds(_ duration: Int64) {
        record(Double(max(0, duration)) / nanosecondsPerUnit)
    }
}
