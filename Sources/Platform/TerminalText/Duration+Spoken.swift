extension Duration {
    /// The duration for a person, in the two largest units at most: `84 ms`, `2.4 s`, `41 s`, `3 min 5 s`, `2 h`,
    /// `6 d 3 h`; `8 s` where it is exact to the millisecond.
    public var spoken: String {
        let milliseconds = Int64(clamping: attoseconds / 1_000_000_000_000_000)
        switch milliseconds {
        case ..<0: return "-" + (.zero - self).spoken
        case ..<1000: return "\(milliseconds) ms"
        case ..<60_000 where milliseconds % 1000 == 0: return "\(milliseconds / 1000) s"
        case ..<10_000: return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
        case ..<60_000: return "\(milliseconds / 1000) s"
        case ..<3_600_000: return Self.text(milliseconds / 60_000, "min", milliseconds / 1000 % 60, "s")
        case ..<86_400_000: return Self.text(milliseconds / 3_600_000, "h", milliseconds / 60_000 % 60, "min")
        default: return Self.text(milliseconds / 86_400_000, "d", milliseconds / 3_600_000 % 24, "h")
        }
    }

    private static func text(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String) -> String {
        small == 0 ? "\(large) \(largeUnit)" : "\(large) \(largeUnit) \(small) \(smallUnit)"
    }
}
