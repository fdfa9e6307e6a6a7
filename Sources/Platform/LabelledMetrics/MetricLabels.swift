/// What tells the series of one metric apart: a value for each label.
///
///     struct CallLabels: MetricLabels {
///         var method: String
///         var code: String
///         var dimensions: [(String, String)] { [("method", method), ("code", code)] }
///     }
public protocol MetricLabels: Hashable, Sendable {
    /// Names and values, made once for each series.
    var dimensions: [(String, String)] { get }
}
