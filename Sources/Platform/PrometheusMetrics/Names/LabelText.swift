/// The labels of a series as they are exposed, `method="GET",path="/"`: valid, escaped, sorted by name.
///
/// - A character that a label's name may not have (anything but ASCII letters, digits and `_`) becomes `_`, a leading
///   digit gets a `_` before it, and of several leading underscores, which Prometheus keeps to itself, one stays.
/// - A histogram has `le` of its own: a label of that name becomes `le_`.
/// - Of two labels with one name the last is kept.
/// - A label with an empty value is left out: to Prometheus the two are the same.
struct LabelText: Sendable, Hashable {
    /// Empty where there are no labels.
    let text: String

    init(_ dimensions: [(String, String)], of kind: MetricFamily.Kind) {
        var labels: [(name: String, value: String)] = []
        labels.reserveCapacity(dimensions.count)
        for (label, value) in dimensions {
            let name = Self.name(label, of: kind)
            labels.removeAll { $0.name == name }
            if !value.isEmpty { labels.append((name, value)) }
        }
        labels.sort { $0.name < $1.name }

        var text = ""
        for (name, value) in labels {
            if !text.isEmpty { text += "," }
            text += name
            text += "=\""
            text += Self.escaped(value)
            text += "\""
        }
        self.text = text
    }

    private init(text: String) {
        self.text = text
    }

    /// The labels of the series that takes what is beyond a metric's limit.
    static let overflow = LabelText(text: "overflow=\"true\"")

    private static func name(_ label: String, of kind: MetricFamily.Kind) -> String {
        let name = ValidName.of(label, allowingColons: false)
        if name == "le", kind == .histogram { return "le_" }
        guard name.hasPrefix("__") else { return name }
        return "_" + name.drop { $0 == "_" }
    }

    private static func escaped(_ value: String) -> String {
        guard value.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A }) else { return value }
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
