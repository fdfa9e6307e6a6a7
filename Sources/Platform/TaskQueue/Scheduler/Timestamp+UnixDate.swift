import Clocks

extension Timestamp {
    /// The moment as Unix's `date` prints it, in UTC: `Wed Jan  2 03:04:05 UTC 2030`.
    var unixDateText: String {
        let second = ((seconds % 86_400) + 86_400) % 86_400
        let number = (seconds - second) / 86_400
        let date = CalendarDay(number: number).date
        // 1970-01-01 was a Thursday.
        let weekday = Self.weekdays[Int(((number % 7) + 7) % 7)]
        let month = Self.months[Int(date.month) - 1]
        let time = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return
            "\(weekday) \(month) \(date.day < 10 ? " " : "")\(date.day) \(time.joined(separator: ":")) UTC \(date.year)"
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
