/// All series of one name, and what they stood at.
public struct MetricFamily: Sendable, Hashable {
    /// What a metric counts.
    public enum Kind: String, Sendable, Hashable {
        case counter, gauge, histogram
    }

    /// The name in the text format; a counter's ends in `_total`.
    public var name: String
    public var kind: Kind
    /// What the metric is for, in one line.
    public var help: String
    public var series: [Series]

    public init(name: String, kind: Kind, help: String, series: [Series]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.series = series
    }

    /// One label set and its value.
    public struct Series: Sendable, Hashable {
        /// Escaped and sorted by name, `method="GET",path="/"`; empty where there are none.
        public var labels: String
        public var value: Value

        public init(labels: String, value: Value) {
            self.labels = labels
            self.value = value
        }
    }

    public enum Value: Sendable, Hashable {
        /// An integer, exact beyond 2⁵³ as well.
        case count(UInt64)
        case number(Double)
        case histogram(Histogram)
    }

    /// How many values fell into each bucket.
    public struct Histogram: Sendable, Hashable {
        /// The buckets' upper bounds, ascending, without `+Inf`.
        public var bounds: [Double]
        /// For each bound, and then for `+Inf`, the number of values in that bucket alone.
        public var tallies: [UInt64]
        public var sum: Double

        /// - Precondition: there is one tally more than there are bounds.
        public init(bounds: [Double], tallies: [UInt64], sum: Double) {
            precondition(tallies.count == bounds.count + 1, "a histogram has a tally for each bound and for +Inf")
            self.bounds = bounds
            self.tallies = tallies
            self.sum = sum
        }
    }
}

extension MetricFamily.Kind {
    /// Every name that a metric takes up, in either format. Two metrics may not share one.
    func takenNames(_ name: String) -> [String] {
        switch self {
        case .counter: [name, String(name.dropLast("_total".count))]
        case .gauge: [name]
        case .histogram: [name, name + "_bucket", name + "_sum", name + "_count"]
        }
    }
}
