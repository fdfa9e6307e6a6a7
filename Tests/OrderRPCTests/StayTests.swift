import Clocks
import Foundation
import Testing

@testable import OrderRPC

@Suite("A stay")
struct StayTests {
    @Test("over the change to summer time counts nights, not hours")
    func summerTime() throws {
        let calendar = LocalCalendar(timeZone: try #require(TimeZone(identifier: "America/New_York")))
        // 2026-03-07 23:30 to 2026-03-09 00:30, 24 hours on the clock.
        let stay = try Stay(start: 1_772_944_200, end: 1_773_030_600, today: CalendarDay(number: 0), calendar: calendar)
        #expect(stay.firstNight.description == "2026-03-07")
        #expect(stay.nights == 2)
    }
}
