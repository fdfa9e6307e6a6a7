import InMemoryTracing
import TestSupport
import Testing
import Tracing

@testable import EventLog

@Suite("Traces through the event log", .timeLimit(.minutes(10)))
struct EventTraceTests {
    @Test(
        "an event is handled in the trace that it was sent in, and so is its dead letter",
        arguments: EventLogFixture.all)
    func chain(fixture: EventLogFixture) async throws {
        let tracer = InMemoryTracer()
        try await fixture.withLog(1) { log in
            try await withTracer(tracer) {
                let handled = Collector<String>()
                let processor = try EventProcessor(
                    consumer: try log.consumer("g", ["t"]), deadLetters: log.producer, logger: quietLogger
                ) { record in
                    handled.append(ServiceContext.current?.inMemorySpanContext?.traceID ?? "none")
                    throw UnprocessableEvent("it is bad")
                }
                try await withService(processor) {
                    try await withSpan("request") { _ in
                        _ = try await log.producer.send(
                            Event(topic: log.topic, key: "k", text: "x", headers: [EventHeader("mine", "kept")]))
                    }
                    await handled.wait(for: 1)
                    try await eventually("it is buried") {
                        tracer.finishedSpans.contains { $0.operationName == "send \(log.name("t.dead"))" }
                    }
                }
                let spans = tracer.finishedSpans
                func span(_ name: String) throws -> FinishedInMemorySpan {
                    try #require(spans.first { $0.operationName == name }, "\(name)")
                }
                let request = try span("request")
                let sent = try span("send \(log.topic)")
                let processed = try span("process \(log.topic)")
                let buried = try span("send \(log.name("t.dead"))")
                #expect(sent.kind == .producer && sent.parentSpanID == request.spanID)
                #expect(processed.kind == .consumer && processed.parentSpanID == sent.spanID)
                #expect(processed.status?.code == .error)
                #expect(buried.parentSpanID == sent.spanID)
                #expect(handled.values == [request.traceID])
                #expect(Set([request, sent, processed, buried].map(\.traceID)).count == 1)
                let letter = try #require(
                    try await log.inspector.read(topic: log.name("t.dead"), partition: 0, from: 0, limit: 1).first)
                #expect(letter.headers.contains(EventHeader("mine", "kept")))
            }
        }
    }

    @Test("without a tracer an event takes nothing along", arguments: EventLogFixture.all)
    func noTracer(fixture: EventLogFixture) async throws {
        try await fixture.withLog(1) { log in
            _ = try await log.producer.send(Event(topic: log.topic, text: "x", headers: [EventHeader("mine", "kept")]))
            let record = try await log.inspector.read(topic: log.topic, partition: 0, from: 0, limit: 1).first
            #expect(record?.headers == [EventHeader("mine", "kept")])
        }
    }

    @Test("fields replace headers of their names, and an event that would become too large goes without")
    func carrying() {
        let event = Event(topic: "t", value: [1], headers: [EventHeader("a", "old"), EventHeader("b", "kept")])
        #expect(
            event.carrying(["a": "new", "c": "more"]).headers == [
                EventHeader("b", "kept"), EventHeader("a", "new"), EventHeader("c", "more"),
            ])
        #expect(event.carrying([:]) == event)
        let full = Event(topic: "t", value: Array(repeating: 0, count: Event.maximumSize))
        #expect(full.carrying(["a": "new"]) == full)
        #expect([EventHeader("a", "1"), EventHeader("a", "2")].traceFields == ["a": "2"])
    }
}
