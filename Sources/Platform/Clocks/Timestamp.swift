/// A moment of wall-clock time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Covers the years 1677 to 2262. Arithmetic saturates at both ends instead of trapping, because its operands
/// come from clocks, settings and other machines.
public struct Timestamp: Sendable, Hashable {
    /// Nanoseconds since the Unix epoch.
    public var nanoseconds: Int64

    /// A moment given in nanoseconds since the Unix epoch.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A moment given in whole seconds since the Unix epoch.
    public init(seconds: Int64) {
        self.nanoseconds = seconds.multipliedSaturating(by: 1_000_000_000)
    }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 {
        nanoseconds.dividedRoundingDown(by: 1_000_000_000)
    }

    /// Whole milliseconds since the Unix epoch, rounded down.
    public var milliseconds: Int64 {
        nanoseconds.dividedRoundingDown(by: 1_000_000)
    }

    /// The earliest moment there is: when nothing that is compared with it has happened yet.
    public static let distantPast = Timestamp(nanoseconds: .min)
    /// The latest moment there is: a deadline that never comes.
    public static let distantFuture = Timestamp(nanoseconds: .max)

    /// The moment `duration` after `moment`.
    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(nanoseconds: moment.nanoseconds.addedSaturating(duration.wholeNanoseconds))
    }

    /// The moment `duration` before `moment`.
    public static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(nanoseconds: moment.nanoseconds.subtractedSaturating(duration.wholeNanoseconds))
    }

    /// The time from `earlier` to `later`; negative where `earlier` is the later of the two.
    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .nanoseconds(later.nanoseconds.subtractedSaturating(earlier.nanoseconds))
    }
}

extension Timestamp: Comparable {
    public static func < (first: Timestamp, second: Timestamp) -> Bool {
        first.nanoseconds < second.nanoseconds
    }
}

extension Duration {
    /// The duration in nanoseconds, saturated to the range of `Int64` (292 years).
    public var wholeNanoseconds: Int64 {
        Int64(clamping: attoseconds / 1_000_000_000)
    }
}

extension Int64 {
    func addedSaturating(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }

    func subtractedSaturating(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other > 0 ? .min : .max) : difference
    }

    func multipliedSaturating(by other: Int64) -> Int64 {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? ((self > 0) == (other > 0) ? .max : .min) : product
    }

    func dividedRoundingDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
