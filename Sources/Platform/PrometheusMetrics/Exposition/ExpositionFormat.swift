/// How metrics are written for Prometheus.
public enum ExpositionFormat: Sendable, Hashable, CaseIterable {
    /// Prometheus text, version 0.0.4.
    case text
    /// OpenMetrics text, version 1.0.0.
    case openMetrics

    /// The value of the `Content-Type` header.
    public var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// The document that a scrape is answered with, UTF-8.
    public func document(of families: [MetricFamily]) -> [UInt8] {
        var writer = ExpositionWriter(self)
        for family in families { writer.write(family) }
        return writer.finish()
    }
}
