import Clocks
import Foundation

/// Reads cron fields as local time of a time zone. Moments are whole seconds since 1970 here.
struct CivilClock: Sendable, Hashable {
    let zone: TimeZone

    /// The first whole minute of local time after `moment` that the fields match. Looks ahead for eight years, the
    /// longest time between two leap days.
    func next(_ fields: CronFields, after moment: Timestamp) -> Timestamp? {
        let start = moment.seconds
        let firstDay = localDay(of: start)
        for dayNumber in firstDay...(firstDay + 8 * 366 + 1) {
            let day = CivilDate(number: dayNumber)
            guard fields.matches(day), let tick = tick(fields, on: day, after: start) else { continue }
            return Timestamp(seconds: Int64(tick))
        }
        return nil
    }

    /// The first matching moment after `start` on a local day.
    private func tick(_ fields: CronFields, on day: CivilDate, after start: Int64) -> Int? {
        let midnight = day.number * 86_400
        // Offsets change by hours and at most once in a few days: these two are all that the day can have.
        let offsets = Set([offset(at: midnight - 86_400), offset(at: midnight + 2 * 86_400)])
        var first: Int?
        for offset in offsets {
            for hour in 0...23 where fields.hour.contains(hour) {
                guard
                    let tick = (0...59).lazy.filter({ fields.minute.contains($0) })
                        .map({ midnight + hour * 3600 + $0 * 60 - offset })
                        .first(where: { $0 > start && self.offset(at: $0) == offset })
                else { continue }
                first = min(first ?? tick, tick)
                break
            }
        }
        return first
    }

    private func localDay(of second: Int64) -> Int {
        let local = Int(second) + offset(at: Int(second))
        return local >= 0 ? local / 86_400 : -((86_399 - local) / 86_400)
    }

    /// Seconds east of Greenwich.
    private func offset(at second: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    }
}
