import Clocks
import Foundation
import TerminalText

extension ReportContext {
    /// A moment in the reader's zone and seen from now: `2030-01-02 11:04:05 +08:00, in 3 min`.
    func moment(_ moment: Timestamp) -> String {
        "\(local(moment)), \(distance(moment))"
    }

    /// The present in the reader's zone: `2030-01-02 11:04:05 +08:00`.
    var clockTime: String { local(now) }

    private func local(_ moment: Timestamp) -> String {
        let date = Date(timeIntervalSince1970: TimeInterval(moment.seconds))
        let offset = Int64(timeZone.secondsFromGMT(for: date))
        let zone = offset == 0 ? "UTC" : (offset < 0 ? "-" : "+") + (abs(offset) / 60).hoursAndMinutes
        return "\(Timestamp(seconds: moment.seconds + offset).dateAndTime(separator: " ")) \(zone)"
    }

    /// How far a moment is from now: `in 3 min`, `5 s ago`.
    func distance(_ moment: Timestamp) -> String {
        let distance = moment - now
        if abs(distance.wholeNanoseconds.clampedToPositiveRange) < 1_000_000 { return "now" }
        return distance > .zero ? "in \(distance.spoken)" : "\((.zero - distance).spoken) ago"
    }
}

extension Timestamp {
    /// The moment in UTC by RFC 3339, to the millisecond: `2030-01-02T03:04:05.678Z`.
    var rfc3339: String {
        let milliseconds = self.milliseconds - seconds * 1000
        return "\(dateAndTime(separator: "T")).\(milliseconds.padded(to: 3))Z"
    }

    /// The day in UTC: `2030-01-02`.
    var day: String {
        CalendarDay(number: dayNumber).description
    }

    fileprivate func dateAndTime(separator: String) -> String {
        let second = seconds - dayNumber * 86_400
        return "\(day)\(separator)\((second / 60).hoursAndMinutes):\((second % 60).padded(to: 2))"
    }

    private var dayNumber: Int64 {
        seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
    }
}

extension Int64 {
    /// The number itself, but for the one whose negation does not exist.
    fileprivate var clampedToPositiveRange: Int64 { Swift.max(self, -.max) }

    /// Minutes as `hh:mm`.
    fileprivate var hoursAndMinutes: String { "\((self / 60).padded(to: 2)):\((self % 60).padded(to: 2))" }

    fileprivate func padded(to digits: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
    }
}
