public import Foundation

/// The calendar of one time zone: which day a moment belongs to, and when a day begins.
public struct LocalCalendar: Sendable {
    public let timeZone: TimeZone

    public init(timeZone: TimeZone) {
        self.timeZone = timeZone
    }

    /// The day of a moment.
    public func day(ofSeconds seconds: Int64) -> CalendarDay {
        let local = seconds + offset(atSeconds: seconds)
        return CalendarDay(number: local >= 0 ? local / 86_400 : -((86_399 - local) / 86_400))
    }

    /// When a day begins, in Unix seconds.
    public func start(of day: CalendarDay) -> Int64 {
        // The offset at midnight is wanted, and midnight is only known by the offset: the one of a close guess will do.
        let guess = day.number * 86_400 - offset(atSeconds: day.number * 86_400)
        return day.number * 86_400 - offset(atSeconds: guess)
    }

    /// A moment as `yyyyMMddHHmmss`, the form that serial numbers use.
    public func digits(_ moment: Timestamp) -> String {
        let local = moment.seconds + offset(atSeconds: moment.seconds)
        let time = local % 86_400
        let date = CalendarDay(number: local / 86_400).date
        let number =
            ((date.year * 100 + date.month) * 100 + date.day) * 1_000_000
            + (time / 3600 * 100 + time / 60 % 60) * 100 + time % 60
        return String(number)
    }

    private func offset(atSeconds seconds: Int64) -> Int64 {
        Int64(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
    }
}
