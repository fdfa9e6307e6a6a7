import Clocks

/// Makes the numbers and codes by which people know an order.
enum OrderNumber {
    /// `HSO`, the time as `yyyyMMddHHmmss`, and 8 random digits. Two orders of one second can draw the same digits;
    /// the table's unique key tells, and the next draw is another.
    static func make(at moment: Timestamp, calendar: PlatformCalendar) -> String {
        "HSO" + calendar.digits(moment) + String(String(Int64.random(in: 100_000_000...199_999_999)).dropFirst())
    }

    /// The 8 characters that the guest shows on arrival, without those that look alike.
    static func tradeCode() -> String {
        String((0..<8).map { _ in alphabet.randomElement()! })
    }

    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
}
