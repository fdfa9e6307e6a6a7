import EventLog
import Testing

@testable import EventLogSQLite

@Suite struct HeaderCodingTests {
    @Test(
        "headers are read back as they were",
        arguments: [
            [], [EventHeader("a", "b")], [EventHeader("", "")],
            [EventHeader("same", "1"), EventHeader("same", "2")],
            [EventHeader(name: "bytes", value: [0, 255, 10]), EventHeader("名", String(repeating: "x", count: 300))],
        ])
    func roundTrip(headers: [EventHeader]) throws {
        #expect(try HeaderCoding.decode(HeaderCoding.encode(headers)) == headers)
    }

    @Test("headers that were cut are refused, wherever they were cut")
    func cut() {
        let bytes = HeaderCoding.encode([EventHeader("name", "value")])
        for length in 1..<bytes.count {
            let error = #expect(throws: EventLogError.self) { try HeaderCoding.decode(Array(bytes.prefix(length))) }
            #expect(error?.code == .corrupt)
        }
    }

    @Test("a length beyond the end is refused")
    func length() {
        #expect(throws: EventLogError.self) { try HeaderCoding.decode([255, 255, 255, 255, 1]) }
    }
}
