import Foundation
import Testing

@testable import Telemetry

@Suite("Times in log lines")
struct LogTimeTests {
    @Test(
        "times are written by RFC 3339 in their zone",
        arguments: [
            (0, 0, "1970-01-01T00:00:00.000Z"),
            (-1, 0, "1969-12-31T23:59:59.000Z"),
            (951_782_399, 0, "2000-02-28T23:59:59.000Z"),
            (951_782_400, 0, "2000-02-29T00:00:00.000Z"),
            (951_868_800, 0, "2000-03-01T00:00:00.000Z"),
            (4_107_542_400, 0, "2100-03-01T00:00:00.000Z"),
            (1_798_761_599, 0, "2026-12-31T23:59:59.000Z"),
            (1_798_761_599, 28800, "2027-01-01T07:59:59.000+08:00"),
            (1_798_761_600, -12600, "2026-12-31T20:30:00.000-03:30"),
        ])
    func rfc3339(seconds: Int, offset: Int, expected: String) {
        #expect(LogTime(seconds: seconds, milliseconds: 0, offset: offset).rfc3339 == expected)
    }

    @Test("dates agree with the system's calendar over four centuries")
    func calendar() {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for day in stride(from: -40_000, to: 110_000, by: 17) {
            let seconds = day * 86400 + day & 0xFFFF
            let date = Date(timeIntervalSince1970: Double(seconds))
            #expect(LogTime(seconds: seconds, milliseconds: 0, offset: 0).rfc3339 == date.formatted(style))
        }
    }

    @Test("the present time is the system's")
    func now() throws {
        let before = Date().timeIntervalSince1970
        let now = LogTime.now()
        #expect(abs(Double(now.seconds) - before) < 60)
        #expect((0..<1000).contains(now.milliseconds))
        #expect(now.offset == TimeZone.current.secondsFromGMT())
    }
}

extension LogTime {
    fileprivate var rfc3339: String {
        var line: [UInt8] = []
        appendRFC3339(to: &line)
        return String(decoding: line, as: UTF8.self)
    }
}
