/// Writes metrics one after the other.
struct ExpositionWriter {
    private let format: ExpositionFormat
    private var bytes: [UInt8] = []

    init(_ format: ExpositionFormat) {
        self.format = format
        bytes.reserveCapacity(16 * 1024)
    }

    mutating func write(_ family: MetricFamily) {
        let title = title(of: family)
        put("# HELP \(title) \(escaped(family.help))\n# TYPE \(title) \(family.kind.rawValue)\n")
        for series in family.series {
            switch series.value {
            case .count(let count): sample(family.name, series.labels, "\(count)")
            case .number(let number): sample(family.name, series.labels, Self.text(of: number))
            case .histogram(let histogram): write(histogram, named: family.name, series.labels)
            }
        }
    }

    consuming func finish() -> [UInt8] {
        if format == .openMetrics { put("# EOF\n") }
        return bytes
    }

    /// What HELP and TYPE name: in OpenMetrics a counter without the ending that its samples have.
    private func title(of family: MetricFamily) -> Substring {
        format == .openMetrics && family.kind == .counter && family.name.hasSuffix("_total")
            ? family.name.dropLast("_total".count) : family.name[...]
    }

    private mutating func write(_ histogram: MetricFamily.Histogram, named name: String, _ labels: String) {
        let prefix = labels.isEmpty ? "" : labels + ","
        var count: UInt64 = 0
        for (bound, tally) in zip(histogram.bounds, histogram.tallies) {
            count &+= tally
            // A bound is part of the series' identity, so it is written alike in both formats: `1.0`, not `1`.
            sample("\(name)_bucket", "\(prefix)le=\"\(bound)\"", "\(count)")
        }
        count &+= histogram.tallies.last ?? 0
        sample("\(name)_bucket", "\(prefix)le=\"+Inf\"", "\(count)")
        sample("\(name)_sum", labels, Self.text(of: histogram.sum))
        sample("\(name)_count", labels, "\(count)")
    }

    private mutating func sample(_ name: String, _ labels: String, _ value: String) {
        put(name)
        if !labels.isEmpty {
            put("{")
            put(labels)
            put("}")
        }
        put(" ")
        put(value)
        put("\n")
    }

    private mutating func put(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private func escaped(_ help: String) -> String {
        help.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\"" where format == .openMetrics: text += "\\\""
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: number).map { "\($0)" } ?? "\(number)"
    }
}
