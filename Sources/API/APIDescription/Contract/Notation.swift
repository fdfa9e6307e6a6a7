import APILanguage

extension ValueType {
    /// The type as an `.api` file writes it: `[]Order`, `map[string]*Item`.
    var notation: String {
        switch self {
        case .primitive(let primitive): primitive.rawValue
        case .structure(let name), .alias(let name): name
        case .array(let element, let length): "[\(length.map(String.init) ?? "")]\(element.notation)"
        case .map(let key, let value): "map[\(key.rawValue)]\(value.notation)"
        case .pointer(let target): "*\(target.notation)"
        case .any: "any"
        }
    }
}

extension APIModel {
    /// Whether JSON has the type as base64 text: a list of bytes of any length.
    func isBytes(_ type: ValueType) -> Bool {
        guard case .array(let element, length: nil) = resolved(type) else { return false }
        return [.primitive(.byte), .primitive(.uint8)].contains(resolved(element))
    }
}

extension Duration {
    /// The duration in the largest unit that needs no fraction: `300ms`, `3s`, `20m`, `2h`.
    var notation: String {
        let (seconds, attoseconds) = components
        for (unit, perSecond) in [("ms", Int64(1_000)), ("us", 1_000_000), ("ns", 1_000_000_000)]
        where attoseconds != 0 {
            let scale = 1_000_000_000_000_000_000 / perSecond
            let (whole, overflow) = seconds.multipliedReportingOverflow(by: perSecond)
            if attoseconds % scale == 0, !overflow { return "\(whole + attoseconds / scale)\(unit)" }
        }
        if seconds % 3600 == 0, seconds != 0 { return "\(seconds / 3600)h" }
        if seconds % 60 == 0, seconds != 0 { return "\(seconds / 60)m" }
        return "\(seconds)s"
    }
}
