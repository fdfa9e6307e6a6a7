extension Duration {
    /// Reads a duration as cron specs write it: numbers with units, such as `1h30m`, `1.5s`, `-500ms` or `0`.
    ///
    /// `nil` for anything else, and for more than 292 years.
    init?(compoundText text: some StringProtocol) {
        var rest = text[...]
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
        guard rest != "0" else {
            self = .zero
            return
        }
        var total = 0.0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { $0 != "." && !("0"..."9").contains($0) }
            rest = rest.dropFirst(unit.count)
            guard number.contains(where: { $0 != "." }), let value = Double(number), let scale = Self.scale(of: unit)
            else { return nil }
            total += value * scale
        }
        guard total < 0x1p63 else { return nil }
        self = .nanoseconds(Int64(total.rounded()) * (isNegative ? -1 : 1))
    }

    /// The nanoseconds of a unit.
    private static func scale(of unit: some StringProtocol) -> Double? {
        switch unit {
        case "ns": 1
        case "us", "µs", "μs": 1e3
        case "ms": 1e6
        case "s": 1e9
        case "m": 60e9
        case "h": 3600e9
        default: nil
        }
    }
}
