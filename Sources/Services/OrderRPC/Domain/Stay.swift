import Clocks
import ServiceKit

/// The nights of an order.
struct Stay: Sendable, Hashable {
    /// The most nights that one order may hold.
    static let maximumNights: Int64 = 365

    let firstNight: CalendarDay
    let nights: Int64

    /// The day on which the guests leave.
    var departure: CalendarDay { CalendarDay(number: firstNight.number + nights) }

    init(firstNight: CalendarDay, nights: Int64) {
        self.firstNight = firstNight
        self.nights = nights
    }

    /// Counts the nights between two moments, each standing for its day.
    ///
    /// - Parameters:
    ///   - start: Unix seconds on the day of arrival.
    ///   - end: Unix seconds on the day of departure.
    ///   - today: the first day on which a guest can arrive.
    init(start: Int64, end: Int64, today: CalendarDay, calendar: LocalCalendar) throws(ServiceError) {
        for (name, seconds) in [("liveStartTime", start), ("liveEndTime", end)]
        where !(0...253_402_300_799).contains(seconds) {
            throw ServiceError(.parameter, "\(name) is not a time in Unix seconds")
        }
        firstNight = calendar.day(ofSeconds: start)
        let departure = calendar.day(ofSeconds: end)
        nights = departure.number - firstNight.number
        guard nights >= 1 else {
            throw ServiceError(.parameter, "liveEndTime must be at least a day after liveStartTime")
        }
        guard nights <= Self.maximumNights else {
            throw ServiceError(.parameter, "a stay has at most \(Self.maximumNights) nights, this one has \(nights)")
        }
        guard firstNight >= today else {
            throw ServiceError(.parameter, "liveStartTime is in the past: \(firstNight), today is \(today)")
        }
    }
}
