extension MetricFamily {
    /// One figure that was read, for a collector.
    /// - Parameter name: as it is exposed; a counter's ends in `_total`.
    public static func gauge(_ name: String, _ value: Double, help: String) -> MetricFamily {
        gauge(name, [([], value)], help: help)
    }

    /// Figures that were read, by their labels.
    public static func gauge(
        _ name: String, _ values: [(labels: [(String, String)], value: Double)], help: String
    ) -> MetricFamily {
        MetricFamily(name: name, kind: .gauge, help: help, series: series(values, of: .gauge))
    }

    /// One figure that only rises.
    public static func counter(_ name: String, _ value: Double, help: String) -> MetricFamily {
        counter(name, [([], value)], help: help)
    }

    /// Figures that only rise, by their labels.
    public static func counter(
        _ name: String, _ values: [(labels: [(String, String)], value: Double)], help: String
    ) -> MetricFamily {
        MetricFamily(
            name: MetricName.counter(name).exposed, kind: .counter, help: help, series: series(values, of: .counter))
    }

    private static func series(
        _ values: [(labels: [(String, String)], value: Double)], of kind: Kind
    ) -> [Series] {
        values.map { Series(labels: LabelText($0.labels, of: kind).text, value: .number($0.value)) }
    }
}
