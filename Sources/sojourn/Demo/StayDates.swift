import Foundation

/// The nights of a stay, in the platform's calendar.
struct StayDates: Equatable {
    /// Midnight of the first night's day, in Unix seconds.
    let arrival: Int64
    let nights: Int64

    private static let timeZone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
    private static let day: Int64 = 86_400

    /// - Parameter days: how far ahead the first night is.
    init(inDays days: Int64, nights: Int64) {
        let offset = Int64(Self.timeZone.secondsFromGMT())
        let today = (Int64(Date().timeIntervalSince1970) + offset) / Self.day
        self.init(arrival: (today + days) * Self.day - offset, nights: nights)
    }

    private init(arrival: Int64, nights: Int64) {
        self.arrival = arrival
        self.nights = nights
    }

    /// Midnight of the day on which the guest leaves, in Unix seconds. The calendar has no summer time.
    var departure: Int64 { arrival + nights * Self.day }

    /// As many nights, from the day of departure on.
    var next: StayDates { StayDates(arrival: departure, nights: nights) }

    /// A moment's day, `2026-12-01`.
    static func day(_ seconds: Int64) -> String {
        var style = Date.ISO8601FormatStyle(timeZone: timeZone)
        style = style.year().month().day()
        return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
    }

    /// A moment's time of day, `14:05:09`.
    static func time(_ seconds: Int64) -> String {
        let style = Date.ISO8601FormatStyle(timeZone: timeZone).time(includingFractionalSeconds: false)
        return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
    }
}

extension StayDates: CustomStringConvertible {
    var description: String { "\(Self.day(arrival)) to \(Self.day(departure))" }
}
