import Foundation

/// A day of the Gregorian calendar, as far as cron fields look at it.
struct CivilDate: Sendable, Hashable {
    /// Days since 1970-01-01.
    let number: Int
    /// 1 to 12.
    let month: Int
    /// From 1.
    let day: Int
    /// 0 is Sunday.
    let dayOfWeek: Int

    init(number: Int) {
        let midnight = Date(timeIntervalSince1970: Double(number) * 86_400)
        self.number = number
        month = Self.calendar.component(.month, from: midnight)
        day = Self.calendar.component(.day, from: midnight)
        dayOfWeek = Self.calendar.component(.weekday, from: midnight) - 1
    }

    private static let calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}
