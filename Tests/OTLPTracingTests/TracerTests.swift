import Logging
import TestSupport
import Testing
import Tracing

@testable import OTLPTracing

@Suite("The tracer")
struct TracerTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let sampled = "00-\(trace)-00f067aa0ba902b7-01"
    private static let unsampled = "00-\(trace)-00f067aa0ba902b7-00"

    @Test("spans within each other share a trace, and each is the parent of the next")
    func nesting() throws {
        let test = TestTracer()
        test.tracer.withSpan("outer", ofKind: .server) { _ in
            test.tracer.withSpan("inner", ofKind: .client) { _ in }
        }
        let spans = try test.ended()
        #expect(spans.map(\.name) == ["inner", "outer"])
        #expect(spans[0].traceID == spans[1].traceID)
        #expect(spans[0].parentID == spans[1].spanID)
        #expect(spans[1].parentID.isEmpty)
        #expect(spans.map(\.kind) == [.client, .server])
        #expect(spans.allSatisfy { $0.start > 0 && $0.end >= $0.start })
    }

    @Test("a span continues the trace that came with the request, and says that it did")
    func remoteParent() throws {
        let test = TestTracer(.never)
        let context = test.context(Self.sampled, "rojo=1")
        test.tracer.withSpan("request", context: context) { span in
            #expect(test.fields(span.context)["tracestate"] == "rojo=1")
            test.tracer.withSpan("within") { _ in }
        }
        let spans = try test.ended()
        try #require(spans.map(\.name) == ["within", "request"])
        #expect(spans.allSatisfy { $0.traceID == Self.trace && $0.state == "rojo=1" })
        #expect(spans[1].parentID == "00f067aa0ba902b7")
        // W3C's flag, that it is known where the parent is, and that it is elsewhere.
        #expect(spans.map(\.flags) == [0x101, 0x301])
    }

    @Test("where no valid context came along, a trace begins", arguments: ["", "00-0-0-01", unsampled.uppercased()])
    func noParent(header: String) throws {
        let test = TestTracer()
        test.tracer.withSpan("request", context: test.context(header)) { _ in }
        let span = try #require(test.ended().first)
        #expect(span.parentID.isEmpty)
        #expect(span.traceID != Self.trace)
    }

    @Test("a broken context does not hide the one that is there")
    func brokenContext() throws {
        let test = TestTracer()
        let before = test.context(Self.sampled).traceContext
        #expect(before != nil)
        #expect(test.context("garbage").traceContext == nil)
        #expect(test.context("", "rojo=1").traceContext == nil)
    }

    @Test("a trace that its beginner does not record is not recorded, and is passed on so")
    func unsampledParent() throws {
        let test = TestTracer(.always)
        test.tracer.withSpan("request", context: test.context(Self.unsampled, "rojo=1")) { span in
            #expect(!span.isRecording)
            #expect(test.fields(span.context) == ["traceparent": Self.unsampled, "tracestate": "rojo=1"])
        }
        #expect(try test.ended().isEmpty)
    }

    @Test("a trace that is not recorded has an id nevertheless, the same for all its spans")
    func unsampledRoot() throws {
        let test = TestTracer(.never)
        test.tracer.withSpan("outer") { outer in
            let fields = test.fields(outer.context)
            #expect(fields["traceparent"]?.hasSuffix("-00") == true)
            test.tracer.withSpan("inner") { #expect(test.fields($0.context) == fields) }
        }
        #expect(try test.ended().isEmpty)
    }

    @Test("without a context nothing is sent along")
    func nothing() {
        #expect(TestTracer().fields(.topLevel).isEmpty)
    }

    @Test("log lines carry trace and span, and none outside of a trace")
    func logMetadata() {
        let test = TestTracer()
        #expect(Logger.MetadataProvider.trace.get().isEmpty)
        test.tracer.withSpan("x", context: test.context(Self.sampled)) { span in
            let metadata = Logger.MetadataProvider.trace.get()
            #expect(metadata["trace"] == .string(Self.trace))
            #expect(metadata["span"] == span.context.traceContext.map { .string("\($0.spanID)") })
        }
    }
}
