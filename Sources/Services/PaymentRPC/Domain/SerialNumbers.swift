import Clocks
import Foundation

/// Makes the numbers of payments and refunds: a prefix, the time as `yyyyMMddHHmmss`, and 8 digits.
struct SerialNumbers: Sendable {
    private let calendar: Calendar
    private let randomDigits: @Sendable () -> Int

    /// - Parameters:
    ///   - timeZone: where the time is read.
    ///   - randomDigits: a number below 100 million. Two of one second can be the same; the tables' unique keys tell.
    init(timeZone: TimeZone, randomDigits: @escaping @Sendable () -> Int = { .random(in: 0..<100_000_000) }) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
        self.randomDigits = randomDigits
    }

    func payment(at moment: Timestamp) -> String { make("PMT", at: moment) }

    func refund(at moment: Timestamp) -> String { make("RFD", at: moment) }

    private func make(_ prefix: String, at moment: Timestamp) -> String {
        let date = Date(timeIntervalSince1970: TimeInterval(moment.seconds))
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        let time = [parts.month, parts.day, parts.hour, parts.minute, parts.second].map { Self.padded($0 ?? 0, to: 2) }
        return prefix + Self.padded(parts.year ?? 0, to: 4) + time.joined() + Self.padded(randomDigits(), to: 8)
    }

    private static func padded(_ number: Int, to length: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }
}
