/// Reads lengths of time as Go writes them: `3s`, `100ms`, `1h30m`, `1.5h`.
enum GoDuration {
    private static let units: [String: Int64] = [
        "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
        "h": 3_600_000_000_000,
    ]

    /// The length; `nil` for any other text, and for more than 292 years, which Go cannot hold either.
    static func read(_ text: String) -> Duration? {
        var rest = text.unicodeScalars[...]
        guard !rest.isEmpty else { return nil }
        var nanoseconds: Int64 = 0
        while !rest.isEmpty {
            let number = rest.prefix { isDigit($0) || $0 == "." }
            rest = rest[number.endIndex...]
            let unit = rest.prefix { !isDigit($0) && $0 != "." }
            rest = rest[unit.endIndex...]
            guard let scale = units[String(String.UnicodeScalarView(unit))], let part = multiply(number, by: scale)
            else { return nil }
            let (sum, overflows) = nanoseconds.addingReportingOverflow(part)
            guard !overflows else { return nil }
            nanoseconds = sum
        }
        return .nanoseconds(nanoseconds)
    }

    private static func multiply(_ number: Substring.UnicodeScalarView, by unit: Int64) -> Int64? {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }) else { return nil }
        var whole: Int64 = 0
        if !parts[0].isEmpty {
            guard let value = Int64(String(parts[0])) else { return nil }
            whole = value
        }
        var (result, overflows) = whole.multipliedReportingOverflow(by: unit)
        var scale = unit
        for digit in parts.dropFirst().joined() {
            scale /= 10
            let (sum, isTooLarge) = result.addingReportingOverflow(Int64(digit.value - 48) * scale)
            (result, overflows) = (sum, overflows || isTooLarge)
        }
        return overflows ? nil : result
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar)
    }
}
