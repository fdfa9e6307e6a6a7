extension Duration {
    /// Reads a duration as settings write it: a whole number and a unit, `300ms`, `3s`, `20m`, `2h` or `7d`.
    ///
    /// `nil` for anything else, for a negative number, and for more than 292 years.
    public init?(text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = text.dropFirst(digits.count)
        guard let number = Int64(digits), let unit = Self.units.first(where: { $0.name == name }) else { return nil }
        let (nanoseconds, overflow) = number.multipliedReportingOverflow(by: unit.nanoseconds)
        guard !overflow else { return nil }
        self = .nanoseconds(nanoseconds)
    }

    /// The duration as settings write it, in the largest unit that divides it: `20m`, not `1200s`.
    ///
    /// What is finer than a millisecond is left out.
    public var text: String {
        let milliseconds = wholeNanoseconds / 1_000_000
        for unit in Self.units where milliseconds != 0 {
            let (number, remainder) = milliseconds.quotientAndRemainder(dividingBy: unit.nanoseconds / 1_000_000)
            if remainder == 0 { return "\(number)\(unit.name)" }
        }
        return "0ms"
    }

    /// The units, the largest first.
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000),
    ]
}
