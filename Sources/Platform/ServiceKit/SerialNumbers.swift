public import Clocks
public import Foundation

/// Makes the numbers by which people know orders and payments: a prefix, the time as `yyyyMMddHHmmss`, and 8 digits.
///
/// Two numbers of one second can be the same. A table's unique key tells, and the next draw is another.
public struct SerialNumbers: Sendable {
    private let calendar: LocalCalendar
    private let randomDigits: @Sendable () -> Int

    /// - Parameters:
    ///   - timeZone: where the time is read.
    ///   - randomDigits: a number below 100 million.
    public init(timeZone: TimeZone, randomDigits: @escaping @Sendable () -> Int = { .random(in: 0..<100_000_000) }) {
        calendar = LocalCalendar(timeZone: timeZone)
        self.randomDigits = randomDigits
    }

    /// A number that begins with `prefix`.
    public func make(_ prefix: String, at moment: Timestamp) -> String {
        prefix + calendar.digits(moment) + String(100_000_000 + randomDigits()).dropFirst()
    }
}
