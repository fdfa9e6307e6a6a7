import Clocks
import Database
import InMemoryTracing
import TestSupport
import Testing
import Tracing

@testable import Outbox

@Suite("Traces through the outbox", .timeLimit(.minutes(10)))
struct OutboxTraceTests {
    private static func write(_ keys: [String], to outbox: TestOutbox, under context: ServiceContext?) async throws {
        let now = outbox.clock.now
        // Made here: a tracer of a test's own is not known where the transaction runs.
        let statements = keys.map { key in
            Outbox.addition(kind: "close-order", key: key, payload: [], at: now, under: context)
        }
        _ = try await outbox.database.write { try $0.execute(statements) }
    }

    @Test("a message is delivered in the trace that it was written in", arguments: TestEngine.allCases)
    func single(engine: TestEngine) async throws {
        let tracer = InMemoryTracer()
        try await withOutbox(engine) { outbox in
            try await withTracer(tracer) {
                try await withSpan("request") { span in
                    try await Self.write(["1"], to: outbox, under: span.context)
                }
                let delivered = Collector<InMemorySpanContext?>()
                try await withService(
                    outbox.relay { _ in delivered.append(ServiceContext.current?.inMemorySpanContext) }
                ) { await delivered.wait(for: 1) }
                let spans = tracer.finishedSpans
                let request = try #require(spans.first { $0.operationName == "request" })
                let delivery = try #require(spans.first { $0.operationName == "deliver close-order" })
                #expect(delivery.traceID == request.traceID)
                #expect(delivery.parentSpanID == request.spanID)
                #expect(delivered.values.first??.spanID == delivery.spanID)
            }
        }
    }

    @Test("messages that go together keep a trace each, and the call links to them")
    func batch() async throws {
        let tracer = InMemoryTracer()
        try await withOutbox { outbox in
            try await withTracer(tracer) {
                for key in ["1", "2"] {
                    try await withSpan(key) { span in try await Self.write([key], to: outbox, under: span.context) }
                }
                let delivered = Collector<OutboxMessage>()
                let relay = OutboxRelay(
                    database: outbox.database, clock: outbox.clock, logger: quietLogger, linger: .zero
                ) { messages in
                    for message in messages { delivered.append(message) }
                    return [messages[0].id: Refused()]
                }
                try await withService(relay) { await delivered.wait(for: 2) }
                let spans = tracer.finishedSpans
                for message in delivered.values {
                    let request = try #require(spans.first { $0.operationName == message.key })
                    let delivery = try #require(
                        spans.first {
                            $0.operationName == "deliver close-order"
                                && $0.attributes.get("outbox.key") == .string(message.key)
                        })
                    #expect(delivery.traceID == request.traceID && delivery.parentSpanID == request.spanID)
                    #expect(message.trace.values.contains(delivery.spanID))
                    #expect((delivery.status?.code == .error) == (message.key == "1"))
                }
                let call = try #require(spans.first { $0.operationName == "deliver messages" })
                #expect(!spans.contains { $0.traceID == call.traceID && $0.spanID != call.spanID })
                #expect(
                    Set(call.links.compactMap(\.context.inMemorySpanContext?.traceID))
                        == Set(spans.filter { ["1", "2"].contains($0.operationName) }.map(\.traceID)))
            }
        }
    }

    @Test("a message that was written before there was a place for traces is delivered, and begins one")
    func older() async throws {
        let tracer = InMemoryTracer()
        try await withDatabase(.sqlite) { database in
            let migration = Migration(1, "outbox", Outbox.schema)
            try await database.migrate([migration])
            let outbox = TestOutbox(database: database, clock: ManualWallClock())
            let now = outbox.clock.now
            _ = try await database.write { connection in
                try connection.execute(
                    """
                    INSERT INTO outbox (kind, message_key, payload, attempts, created_at, due_at)
                    VALUES ($1, $2, $3, 0, $4, $4)
                    """, "close-order", "old", [UInt8](), now.nanoseconds)
            }
            try await database.migrate([migration, Migration(2, "traces", Outbox.traceSchema)])
            try await withTracer(tracer) {
                let delivered = Collector<OutboxMessage>()
                try await withService(outbox.relay { delivered.append($0) }) { await delivered.wait(for: 1) }
                #expect(delivered.values.first?.key == "old")
                #expect(tracer.finishedSpans.map(\.parentSpanID) == [nil])
            }
        }
    }

    @Test("without a tracer nothing is remembered, and what was remembered elsewhere is passed on")
    func noTracer() async throws {
        try await withOutbox { outbox in
            try await Self.write(["1"], to: outbox, under: .topLevel)
            try await withTracer(InMemoryTracer()) {
                try await withSpan("request") { try await Self.write(["2"], to: outbox, under: $0.context) }
            }
            let delivered = Collector<OutboxMessage>()
            try await withService(outbox.relay { delivered.append($0) }) { await delivered.wait(for: 2) }
            #expect(delivered.values.first { $0.key == "1" }?.trace.isEmpty == true)
            #expect(delivered.values.first { $0.key == "2" }?.trace.count == 2)
        }
    }

    @Test("fields come back out of the column as they went in, and no field can become two")
    func column() {
        let fields = ["traceparent": "00-a-b-01", "tracestate": "x=1,y=2=3", "empty": ""]
        #expect(TraceColumn.decode(TraceColumn.encode(fields)) == fields)
        #expect(TraceColumn.encode([:]) == nil)
        #expect(TraceColumn.encode(["a": "1\nb=2", "c=d": "3"]) == nil)
        #expect(TraceColumn.decode(nil).isEmpty)
        #expect(TraceColumn.decode("garbage\n=\n\nk=v") == ["": "", "k": "v"])
    }

    private struct Refused: Error {}
}
