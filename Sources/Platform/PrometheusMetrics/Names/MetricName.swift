/// The name under which a metric is exposed, made from the label that it was given in swift-metrics.
///
/// - A character that Prometheus does not allow (anything but ASCII letters, digits, `_` and `:`) becomes `_`, and a
///   leading digit gets a `_` before it: `http.server.requests` becomes `http_server_requests`.
/// - A counter ends in `_total`, as OpenMetrics demands. It is added where it is missing, in both formats, so that a
///   series does not change its name with the format of the scrape.
/// - A timer ends in its unit, `_seconds`, `_ms` or `_milliseconds`. `_seconds` is added where there is none.
struct MetricName: Sendable, Hashable {
    let exposed: String
    /// The label made valid, without what was added.
    let plain: String

    private init(plain: String, suffix: String = "") {
        self.plain = plain
        exposed = plain + suffix
    }

    static func counter(_ label: String) -> MetricName {
        let plain = valid(label)
        // `_total` alone would leave an OpenMetrics family without a name.
        let hasSuffix = plain.hasSuffix("_total") && plain != "_total"
        return MetricName(plain: plain, suffix: hasSuffix ? "" : "_total")
    }

    /// A gauge, or a histogram of values.
    static func value(_ label: String) -> MetricName { MetricName(plain: valid(label)) }

    static func timer(_ label: String) -> MetricName {
        let plain = valid(label)
        return MetricName(plain: plain, suffix: DurationUnit(suffixOf: plain) == nil ? "_seconds" : "")
    }

    /// A label by the first rule alone.
    static func valid(_ label: String) -> String { ValidName.of(label, allowingColons: true) }
}
