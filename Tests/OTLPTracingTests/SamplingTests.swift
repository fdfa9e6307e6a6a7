import TestSupport
import Testing
import Tracing

@testable import OTLPTracing

@Suite("Sampling")
struct SamplingTests {
    @Test("a ratio records that part of the traces", arguments: [0.001, 0.01, 0.1, 0.5, 0.9])
    func ratio(ratio: Double) {
        let identifiers = IdentifierSource()
        let sampler = TraceSampler(ratio: ratio)
        let count = 200_000
        let recorded = (0..<count).count { _ in sampler.records(identifiers.traceID()) }
        // Six standard deviations: once in half a milliard runs it would be outside.
        let deviation = (Double(count) * ratio * (1 - ratio)).squareRoot()
        #expect(abs(Double(recorded) - Double(count) * ratio) < 6 * deviation)
    }

    @Test("1 and more records all, 0 and less and no number record none")
    func bounds() throws {
        let ids = [
            try #require(TraceID(high: 0, low: 1)), try #require(TraceID(high: 1, low: 0)),
            try #require(TraceID(high: .max, low: .max)),
        ]
        for ratio: Double in [1, 1.5, .infinity] { #expect(ids.allSatisfy(TraceSampler(ratio: ratio).records)) }
        for ratio: Double in [0, -1, -.infinity, .nan] {
            #expect(!ids.contains(where: TraceSampler(ratio: ratio).records))
        }
    }

    @Test("the id decides as in OpenTelemetry's libraries: its last 63 bits over 2⁶³")
    func sharedRule() throws {
        let half = TraceSampler(ratio: 0.5)
        #expect(half.records(try #require(TraceID(high: .max, low: 0x7FFF_FFFF_FFFF_FFFF))))
        #expect(!half.records(try #require(TraceID(high: 0, low: 0x8000_0000_0000_0000))))
        // What a smaller ratio records, a greater one does too.
        let identifiers = IdentifierSource()
        for _ in 0..<10_000 {
            let id = identifiers.traceID()
            if TraceSampler(ratio: 0.2).records(id) { #expect(TraceSampler(ratio: 0.3).records(id)) }
        }
    }

    @Test("without following the parent, the id decides for each process alike")
    func independent() throws {
        let (low, high) = ("0000000000000001", "ffffffffffffffff")
        for (id, flag, count) in [(low, "00", 1), (low, "01", 1), (high, "00", 0), (high, "01", 0)] {
            let test = TestTracer(TraceSampler(ratio: 0.5, followsParent: false))
            let context = test.context("00-0000000000000001\(id)-00f067aa0ba902b7-\(flag)")
            test.tracer.withSpan("x", context: context) { _ in }
            #expect(try test.ended().count == count)
        }
    }

    @Test("ids are all different, also those of other sources")
    func uniqueness() {
        let sources = (0..<4).map { _ in IdentifierSource() }
        var spans: Set<SpanID> = []
        var traces: Set<TraceID> = []
        for _ in 0..<20_000 {
            for source in sources {
                spans.insert(source.spanID())
                traces.insert(source.traceID())
            }
        }
        #expect(spans.count == 80_000)
        #expect(traces.count == 80_000)
    }
}
