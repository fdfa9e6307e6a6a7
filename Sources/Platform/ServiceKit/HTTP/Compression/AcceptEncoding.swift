import HTTPTypes

/// What a client says of codings that an answer may come in (RFC 9110, 12.5.3).
enum AcceptEncoding {
    /// Whether the client takes gzip, and not rather no coding at all.
    static func allowsGzip(_ headers: HTTPFields) -> Bool {
        guard headers.contains(.acceptEncoding) else { return false }
        var (gzip, identity, any): (Double?, Double?, Double?) = (nil, nil, nil)
        for item in headers[values: .acceptEncoding].joined(separator: ",").lowercased().split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let name = parts.first else { continue }
            let weight = weight(parts.dropFirst())
            switch name {
            case "gzip", "x-gzip": gzip = max(gzip ?? 0, weight)
            case "identity": identity = weight
            case "*": any = weight
            default: break
            }
        }
        let wanted = gzip ?? any ?? 0
        return wanted > 0 && wanted >= identity ?? 0
    }

    /// `q=0.5` is half as welcome as what has no weight. What is no weight counts as a refusal.
    private static func weight(_ parameters: ArraySlice<String>) -> Double {
        guard let text = parameters.first(where: { $0.hasPrefix("q=") })?.dropFirst(2) else { return 1 }
        guard let weight = Double(text), (0...1).contains(weight) else { return 0 }
        return weight
    }
}
