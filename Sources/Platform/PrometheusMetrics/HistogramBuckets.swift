/// The upper bounds of a histogram's buckets, ascending. A bucket takes what is at most its bound; what is above all of
/// them goes into one more bucket, `+Inf`.
public struct HistogramBuckets: Sendable, Hashable {
    /// In the unit of the metric: seconds for a metric that ends in `_seconds`.
    public let bounds: [Double]

    /// - Precondition: the bounds are finite and each is greater than the one before.
    public init(_ bounds: [Double]) {
        precondition(bounds.allSatisfy(\.isFinite), "a histogram's bounds are finite; +Inf is added to them")
        precondition(
            zip(bounds, bounds.dropFirst()).allSatisfy { $0.0 < $0.1 }, "a histogram's bounds ascend: \(bounds)")
        self.bounds = bounds
    }

    /// Durations in seconds, 100 µs … 60 s, from a look-up in memory to a slow call of another system.
    public static let seconds = HistogramBuckets([
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ])

    /// The same durations in milliseconds.
    public static let milliseconds = HistogramBuckets([
        0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000,
    ])

    /// Sizes and numbers of things, 1 … 100,000.
    public static let quantities = HistogramBuckets([
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000,
    ])

    /// The bucket of a value; `bounds.count` stands for `+Inf`.
    func index(of value: Double) -> Int {
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if value <= bounds[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
