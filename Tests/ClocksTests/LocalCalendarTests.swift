import Clocks
import Foundation
import Testing

@Suite("A calendar of one time zone")
struct LocalCalendarTests {
    @Test(
        "names days as the Gregorian calendar does",
        arguments: [
            (0, "1970-01-01"), (-1, "1969-12-31"), (59, "1970-03-01"), (11_016, "2000-02-29"), (19_782, "2024-02-29"),
            (21_914, "2029-12-31"), (47_540, "2100-02-28"), (47_541, "2100-03-01"), (2_932_896, "9999-12-31"),
        ] as [(Int64, String)])
    func names(_ number: Int64, _ name: String) {
        #expect(CalendarDay(number: number).description == name)
    }

    @Test("agrees with Foundation on every day of 130 years")
    func foundation() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for number in stride(from: Int64(0), to: 47_600, by: 1) {
            let parts = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(number) * 86_400))
            let date = CalendarDay(number: number).date
            #expect(parts.year == Int(date.year) && parts.month == Int(date.month) && parts.day == Int(date.day))
        }
    }

    @Test(
        "a day lasts from midnight to midnight in its time zone",
        arguments: [
            "Asia/Shanghai", "UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati",
        ])
    func days(_ zone: String) throws {
        let calendar = LocalCalendar(timeZone: try #require(TimeZone(identifier: zone)))
        // A year with its changes to summer time and back.
        for number in Int64(20_454)..<20_819 {
            let day = CalendarDay(number: number)
            let start = calendar.start(of: day)
            #expect(calendar.day(ofSeconds: start) == day)
            #expect(calendar.day(ofSeconds: start - 1) == CalendarDay(number: number - 1))
        }
    }

    @Test("writes a moment as digits")
    func digits() throws {
        let calendar = LocalCalendar(timeZone: try #require(TimeZone(identifier: "Asia/Shanghai")))
        #expect(calendar.digits(Timestamp(seconds: 1_893_456_000)) == "20300101080000")
        #expect(calendar.digits(Timestamp(seconds: 1_893_427_199)) == "20291231235959")
    }
}
