/// One label set of a metric: what a handler records into. Recording takes no lock and allocates nothing.
protocol MetricSeries: AnyObject, Sendable {
    static var kind: MetricFamily.Kind { get }
    var id: SeriesID { get }
    /// What has been recorded up to now.
    var value: MetricFamily.Value { get }
}

/// Where a series stands in the registry.
struct SeriesID: Sendable, Hashable {
    /// The exposed name of its metric.
    let name: String
    let labels: LabelText
}
