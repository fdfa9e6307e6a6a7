/// The text of the `grpc-timeout` header: up to eight digits and a unit.
enum GRPCTimeout {
    private static let most = 99_999_999

    static func text(of duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return "0m" }
        if seconds < 60 { return "\(seconds * 1_000_000 + attoseconds / 1_000_000_000_000)u" }
        if seconds < most / 1000 { return "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)m" }
        return "\(min(seconds, Int64(most)))S"
    }

    /// `nil` where the text is not a timeout.
    static func duration(_ text: String) -> Duration? {
        let digits = text.utf8.dropLast()
        guard (1...8).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = Int64(Substring(digits))
        else { return nil }
        switch text.last {
        case "H": return .seconds(value * 3600)
        case "M": return .seconds(value * 60)
        case "S": return .seconds(value)
        case "m": return .milliseconds(value)
        case "u": return .microseconds(value)
        case "n": return .nanoseconds(value)
        default: return nil
        }
    }
}
