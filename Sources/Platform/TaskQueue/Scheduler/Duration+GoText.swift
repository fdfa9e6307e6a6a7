extension Duration {
    /// The duration as Go prints it: `1h0m0s`, `1m30s`, `1.5s`, `1ms`, `0s`. What is finer than a nanosecond is left out.
    var goText: String {
        let (seconds, attoseconds) = components
        let nanoseconds = attoseconds / 1_000_000_000
        guard seconds != 0 || nanoseconds != 0 else { return "0s" }
        let sign = seconds < 0 || nanoseconds < 0 ? "-" : ""
        let whole = seconds.magnitude
        let fraction = nanoseconds.magnitude
        guard whole > 0 else { return sign + Self.shortText(fraction) }
        var text = Self.decimal(whole % 60, fraction, digits: 9) + "s"
        if whole >= 60 { text = "\(whole / 60 % 60)m" + text }
        if whole >= 3600 { text = "\(whole / 3600)h" + text }
        return sign + text
    }

    /// Less than a second, in the largest unit of which it has one.
    private static func shortText(_ nanoseconds: UInt64) -> String {
        switch nanoseconds {
        case 1_000_000...: decimal(nanoseconds / 1_000_000, nanoseconds % 1_000_000, digits: 6) + "ms"
        case 1_000...: decimal(nanoseconds / 1_000, nanoseconds % 1_000, digits: 3) + "µs"
        default: "\(nanoseconds)ns"
        }
    }

    /// A number and the first digits behind its point, without zeros at the end.
    private static func decimal(_ whole: UInt64, _ fraction: UInt64, digits: Int) -> String {
        guard fraction != 0 else { return "\(whole)" }
        let text = String(fraction)
        let padded = String(repeating: "0", count: digits - text.count) + text
        return "\(whole)." + String(padded.reversed().drop { $0 == "0" }.reversed())
    }
}
