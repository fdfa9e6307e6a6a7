/// A day of the calendar, wherever it is: the number of days since 1970-01-01.
public struct CalendarDay: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01.
    public var number: Int64

    public init(number: Int64) {
        self.number = number
    }

    public static func < (first: Self, second: Self) -> Bool {
        first.number < second.number
    }

    /// Year, month and day in the proleptic Gregorian calendar.
    ///
    /// The year is counted from March, so that the leap day is its last; 400 years always have 146 097 days.
    public var date: (year: Int64, month: Int64, day: Int64) {
        let shifted = number + 719_468  // days since 0000-03-01
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension CalendarDay: CustomStringConvertible {
    /// `2026-12-01`
    public var description: String {
        let (year, month, day) = date
        return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }
}
