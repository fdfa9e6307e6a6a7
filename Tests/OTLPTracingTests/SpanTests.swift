import TestSupport
import Testing
import Tracing

@testable import OTLPTracing

@Suite("Spans")
struct SpanTests {
    @Test("a collector reads all kinds of attributes")
    func attributes() throws {
        let test = TestTracer()
        test.tracer.withSpan("x") { span in
            span.attributes = [
                "text": "海🏠", "empty": "", "yes": true, "no": false, "number": .int64(-1), "zero": 0,
                "small": .int32(7), "half": 0.5, "nothing": .double(0), "texts": .stringArray(["a", "b"]),
                "numbers": .int64Array([1, -2]), "smalls": .int32Array([3]), "doubles": .doubleArray([0.25]),
                "flags": .boolArray([true, false]), "none": .stringArray([]),
                "described": .stringConvertible(Duration.seconds(1)),
                "all": .stringConvertibleArray([1, 2]),
            ]
        }
        let span = try #require(test.ended().first)
        #expect(
            span.attributes == [
                "text": "海🏠", "empty": "", "yes": "true", "no": "false", "number": "-1", "zero": "0", "small": "7",
                "half": "0.5", "nothing": "0.0", "texts": "[a, b]", "numbers": "[1, -2]", "smalls": "[3]",
                "doubles": "[0.25]", "flags": "[true, false]", "none": "[]", "described": "1.0 seconds",
                "all": "[1, 2]",
            ])
    }

    @Test("events, links and the status arrive", arguments: [SpanStatus.Code.ok, .error])
    func details(code: SpanStatus.Code) throws {
        let test = TestTracer()
        let other = test.tracer.startSpan("other")
        test.tracer.withSpan("first name") { span in
            span.operationName = "last name"
            span.addEvent(SpanEvent(name: "half time", attributes: ["score": "1:0"]))
            span.addLink(SpanLink(context: other.context, attributes: ["why": "batch"]))
            span.addLink(SpanLink(context: .topLevel, attributes: [:]))
            span.setStatus(SpanStatus(code: code, message: "so it went"))
        }
        let span = try #require(test.ended().first)
        #expect(span.name == "last name")
        #expect(span.events.map(\.name) == ["half time"])
        #expect(span.events.map(\.attributes) == [["score": "1:0"]])
        let linked = try #require(other.context.traceContext)
        #expect(span.links.map(\.traceID) == ["\(linked.traceID)"])
        #expect(span.links.map(\.spanID) == ["\(linked.spanID)"])
        #expect(span.links.map(\.attributes) == [["why": "batch"]])
        #expect(span.status == (code == .ok ? 1 : 2))
        #expect(span.statusMessage == "so it went")
    }

    @Test("an error that is thrown is recorded, and the span has failed")
    func thrown() throws {
        let test = TestTracer()
        #expect(throws: Broken.self) {
            try test.tracer.withSpan("x") { _ in throw Broken(description: "no rooms") }
        }
        let span = try #require(test.ended().first)
        #expect(span.status == 2)
        #expect(span.events.map(\.name) == ["exception"])
        #expect(span.events.first?.attributes["exception.message"] == "no rooms")
        #expect(span.events.first?.attributes["exception.type"]?.hasSuffix("Broken") == true)
    }

    @Test("a success stays one")
    func finalStatus() throws {
        let test = TestTracer()
        test.tracer.withSpan("x") { span in
            span.setStatus(SpanStatus(code: .error))
            span.setStatus(SpanStatus(code: .ok))
            span.setStatus(SpanStatus(code: .error))
        }
        #expect(try test.ended().first?.status == 1)
    }

    @Test("a span ends once, and what is done to it afterwards changes nothing")
    func afterEnd() throws {
        let test = TestTracer()
        let span = test.tracer.startSpan("x")
        #expect(span.isRecording)
        span.end()
        #expect(!span.isRecording)
        span.operationName = "y"
        span.attributes["late"] = true
        span.addEvent("late")
        span.addLink(span)
        span.recordError(Broken(description: "late"))
        span.setStatus(SpanStatus(code: .error))
        span.end()
        let spans = try test.ended()
        #expect(spans.count == 1)
        #expect(spans.first?.name == "x")
        #expect(spans.first?.attributes.isEmpty == true && spans.first?.events.isEmpty == true)
        #expect(spans.first?.links.isEmpty == true && spans.first?.status == 0)
    }

    @Test("a span that is not recorded may be used like any other")
    func unsampled() throws {
        let test = TestTracer(.never)
        let span = test.tracer.startSpan("x")
        span.operationName = "y"
        span.attributes["a"] = 1
        span.addEvent("e")
        span.addLink(span)
        span.recordError(Broken(description: "b"))
        span.setStatus(SpanStatus(code: .ok))
        #expect(span.operationName == "x" && span.attributes.isEmpty && !span.isRecording)
        span.end()
        #expect(test.queue.count == 0)
    }

    @Test("what goes beyond the limits is dropped and counted, and what was there stays")
    func limits() throws {
        var limits = SpanLimits()
        (limits.attributes, limits.events, limits.links, limits.valueBytes) = (3, 2, 1, 64)
        let test = TestTracer(limits: limits)
        test.tracer.withSpan("x") { span in
            span.attributes = ["a": 1, "b": 2, "c": 3]
            for number in 0..<50 { span.attributes["n\(number)"] = number }
            for number in 0..<5 {
                span.addEvent(SpanEvent(name: "e\(number)", attributes: ["1": 1, "2": 2, "3": 3, "4": 4]))
            }
            for _ in 0..<3 { span.addLink(span) }
        }
        let span = try #require(test.ended().first)
        #expect(span.attributes == ["a": "1", "b": "2", "c": "3"])
        #expect(span.events.map(\.name) == ["e0", "e1"])
        #expect(span.events.allSatisfy { $0.attributes.count == 3 })
        #expect(span.links.count == 1)
        #expect(span.dropped == [50, 3, 2])
    }

    @Test("long values are cut, and stay well formed text")
    func longValues() throws {
        var limits = SpanLimits()
        limits.valueBytes = 64
        let test = TestTracer(limits: limits)
        let long = String(repeating: "海", count: 1000)
        test.tracer.withSpan(long) { span in
            span.attributes = [
                "text": .string(long), "described": .stringConvertible(long),
                "texts": .stringArray(Array(repeating: long, count: 100)),
                "numbers": .int64Array(Array(repeating: 1, count: 1000)),
            ]
            span.addEvent(SpanEvent(name: "e", attributes: ["text": .string(long)]))
        }
        let span = try #require(test.ended().first)
        #expect(span.name.hasPrefix("海海") && span.name.utf8.count < 70)
        #expect(span.attributes["text"]?.hasPrefix("海海") == true)
        for value in Array(span.attributes.values) + span.events.flatMap(\.attributes.values) {
            #expect(value.utf8.count < 64 * 4)
        }
    }

    @Test("a clock that is set back does not make a span end before it began")
    func clock() throws {
        let test = TestTracer()
        let start = DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: 1000)
        let end = DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: 10)
        test.tracer.startSpan("x", at: start).end(at: end)
        let span = try #require(test.ended().first)
        #expect((span.start, span.end) == (1000, 1000))
    }

    @Test("many tasks may use a span at once")
    func concurrency() async throws {
        let test = TestTracer()
        let span = test.tracer.startSpan("x")
        await withDiscardingTaskGroup { group in
            for number in 0..<100 {
                group.addTask {
                    span.addEvent(SpanEvent(name: "\(number)"))
                    if number == 50 { span.end() }
                    span.end()
                }
            }
        }
        #expect(try test.ended().count == 1)
    }
}
