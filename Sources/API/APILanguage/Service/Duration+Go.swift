extension Duration {
    private static let units: [(name: String, nanoseconds: Int64)] = [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000),
        ("h", 3_600_000_000_000),
    ]

    /// Reads a duration as Go writes it, whole numbers with units: `3s`, `1m30s`, `500ms`.
    init?(go text: String) {
        var rest = text[...]
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest[digits.endIndex...]
            let unit = rest.prefix { $0.isLetter }
            rest = rest[unit.endIndex...]
            guard let count = Int64(digits), let size = Self.units.first(where: { $0.name == unit })?.nanoseconds else {
                return nil
            }
            let (part, isTooLong) = count.multipliedReportingOverflow(by: size)
            let (sum, isTooLongInAll) = total.addingReportingOverflow(part)
            guard !isTooLong, !isTooLongInAll else { return nil }
            total = sum
        }
        self = .nanoseconds(total)
    }
}
