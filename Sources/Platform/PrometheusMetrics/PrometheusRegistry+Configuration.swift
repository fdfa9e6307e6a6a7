extension PrometheusRegistry {
    /// What a registry allows, and how it divides what it is given.
    public struct Configuration: Sendable {
        /// How many label sets a name may have. Each takes memory here and in Prometheus for as long as it lives.
        public var maximumSeries: Int
        /// The buckets of histograms, by the metric's label or its exposed name. A name that is not in here has
        /// ``HistogramBuckets/seconds`` or ``HistogramBuckets/milliseconds`` where it ends in that unit, as every timer's
        /// does, and ``HistogramBuckets/quantities`` otherwise.
        public var buckets: [String: HistogramBuckets] {
            didSet { bucketsByName = Self.byName(buckets) }
        }
        private var bucketsByName: [String: HistogramBuckets]

        /// - Precondition: `maximumSeries` is above 0.
        public init(maximumSeries: Int = 10_000, buckets: [String: HistogramBuckets] = [:]) {
            precondition(maximumSeries > 0, "a metric has at least one series")
            self.maximumSeries = maximumSeries
            self.buckets = buckets
            bucketsByName = Self.byName(buckets)
        }

        /// The buckets of a name: its own, or else those of the unit that it ends in.
        func buckets(of name: MetricName) -> HistogramBuckets {
            bucketsByName[name.exposed] ?? bucketsByName[name.plain]
                ?? DurationUnit(suffixOf: name.exposed)?.buckets ?? .quantities
        }

        private static func byName(_ buckets: [String: HistogramBuckets]) -> [String: HistogramBuckets] {
            Dictionary(buckets.map { (MetricName.valid($0.key), $0.value) }) { first, _ in first }
        }
    }
}
