import Testing
import Tracing

@testable import OTLPTracing

@Suite("traceparent")
struct TraceParentTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let span = "00f067aa0ba902b7"

    @Test("the standard's example is read, and written as it was")
    func example() throws {
        let text = "00-\(Self.trace)-\(Self.span)-01"
        let context = try #require(TraceParent.parse(text))
        #expect(context.traceID.description == Self.trace)
        #expect(context.spanID.description == Self.span)
        #expect(context.isSampled && context.isRemote)
        #expect(TraceParent.text(context) == text)
    }

    @Test(
        "of the flags only the first counts",
        arguments: [("00", false), ("01", true), ("02", false), ("03", true), ("fe", false), ("ff", true)])
    func flags(flags: String, isSampled: Bool) {
        #expect(TraceParent.parse("00-\(Self.trace)-\(Self.span)-\(flags)")?.isSampled == isSampled)
    }

    @Test(
        "of a later version is read what it has in common",
        arguments: [
            "01-\(trace)-\(span)-01", "cc-\(trace)-\(span)-01-what-the-future-brings", "fe-\(trace)-\(span)-01-",
        ])
    func laterVersions(text: String) throws {
        let context = try #require(TraceParent.parse(text))
        #expect(context.traceID.description == Self.trace)
        #expect(TraceParent.text(context) == "00-\(Self.trace)-\(Self.span)-01")
    }

    @Test(
        "anything else is ignored",
        arguments: [
            "", "00", "00-", "00-\(trace)", "00-\(trace)-\(span)", "00-\(trace)-\(span)-", "00-\(trace)-\(span)-0",
            // Version 00 has nothing more.
            "00-\(trace)-\(span)-01-", "00-\(trace)-\(span)-01-x", "00-\(trace)-\(span)-011",
            // ff is no version.
            "ff-\(trace)-\(span)-01", "ff-\(trace)-\(span)-01-x",
            "cc-\(trace)-\(span)-01.x", "cc-\(trace)-\(span)-011",
            // Upper case.
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-\(span)-01", "00-\(trace)-00F067AA0BA902B7-01",
            "0A-\(trace)-\(span)-01", "00-\(trace)-\(span)-0A",
            // Zero.
            "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01",
            // Of wrong lengths, and with wrong dashes.
            "00-\(trace)0-\(span)-01", "00-\(trace.dropLast())-\(span)-01", "00-\(trace)-\(span)0-01",
            "00-\(trace)-\(span.dropLast())-01", "0-\(trace)-\(span)-01", "000-\(trace)-\(span)-01",
            "00_\(trace)_\(span)_01", "00-\(trace)-\(span)_01", "00\(trace)-\(span)--01",
            // Not hexadecimal.
            "00-\(trace.dropLast())g-\(span)-01", "00-\(trace)-\(span.dropLast())é-01", "xx-\(trace)-\(span)-01",
            "00-\(trace)-\(span)-0x", " 00-\(trace)-\(span)-01", "00-\(trace)-\(span)-01 ", "+0-\(trace)-\(span)-01",
        ])
    func malformed(text: String) {
        #expect(TraceParent.parse(text) == nil)
    }

    @Test("ids have all their digits, also where they begin with zeros")
    func zeros() throws {
        let context = TraceContext(
            traceID: try #require(TraceID(high: 0, low: 0xAB)), spanID: try #require(SpanID(1)), isSampled: false)
        #expect(TraceParent.text(context) == "00-000000000000000000000000000000ab-0000000000000001-00")
    }
}
