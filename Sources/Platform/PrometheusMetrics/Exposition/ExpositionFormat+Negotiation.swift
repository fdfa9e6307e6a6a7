extension ExpositionFormat {
    /// The format that a client prefers: OpenMetrics where it asks for that by name at least as much as for text.
    ///
    /// Nobody is refused: a client that wants neither gets text, as from Prometheus's own libraries.
    /// - Parameter accept: the value of the `Accept` header; `nil` where there is none.
    public init(accept: String?) {
        let ranges = (accept ?? "").lowercased().split(separator: ",").map(MediaRange.init)
        let openMetrics = ranges.quality(of: "application/openmetrics-text", version: "1.0.0") ?? 0
        // The more a range says, the more it counts, however much is wanted of what a wider one allows.
        let text =
            ranges.quality(of: "text/plain", version: "0.0.4") ?? ranges.quality(of: "text/*")
            ?? ranges.quality(of: "*/*") ?? 0
        self = openMetrics > 0 && openMetrics >= text ? .openMetrics : .text
    }
}

extension [MediaRange] {
    /// How much a type is wanted; `nil` where it is not named. A range without a version takes any.
    fileprivate func quality(of type: String, version: String? = nil) -> Double? {
        lazy.filter { $0.type == type && ($0.version == nil || $0.version == version) }.map(\.quality).max()
    }
}

/// One of the alternatives in an `Accept` header.
private struct MediaRange {
    let type: String
    private(set) var version: String?
    /// 0, not wanted, to 1, the default. What cannot be read is not wanted.
    private(set) var quality = 1.0

    init(_ text: Substring) {
        let parts = text.split(separator: ";").map { $0.trimmed }
        type = parts.first ?? ""
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let value = part[part.index(after: equals)...].filter { $0 != "\"" }
            switch part[..<equals] {
            case "version": version = value
            case "q": quality = Double(value).flatMap { (0...1).contains($0) ? $0 : nil } ?? 0
            default: break
            }
        }
    }
}

extension Substring {
    fileprivate var trimmed: String {
        let start = drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
