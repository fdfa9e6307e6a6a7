import InMemoryTracing
import TaskQueue
import Testing
import Tracing

@Suite("Traces through the task queue", .timeLimit(.minutes(10)))
struct TaskTraceTests {
    @Test("a task is run in the trace that it was enqueued in, each attempt with a span", arguments: BrokerFixture.all)
    func chain(fixture: BrokerFixture) async throws {
        let tracer = InMemoryTracer()
        try await withTracer(tracer) {
            try await withWorker(fixture) { router, events in
                router.handle(type: "t") { message, _ in
                    events.report(ServiceContext.current?.inMemorySpanContext?.traceID ?? "none")
                    if message.retryCount == 0 { throw Failure(description: "not yet") }
                }
            } _: { scene in
                try await withSpan("request") { _ in
                    _ = try await scene.client.add("1", TaskOptions(headers: ["mine": "kept"]))
                }
                let first = await scene.events.next()
                let second = await scene.nextEvent(advancingBy: .seconds(10))
                #expect(first == second)
            } after: { scene in
                try await expectNothingLeft(scene)
            }
        }
        let spans = tracer.finishedSpans
        let request = try #require(spans.first { $0.operationName == "request" })
        let sent = try #require(spans.first { $0.operationName == "send t" })
        let processed = spans.filter { $0.operationName == "process t" }
        #expect(sent.kind == .producer && sent.parentSpanID == request.spanID)
        #expect(processed.count == 2)
        #expect(processed.allSatisfy { $0.kind == .consumer && $0.parentSpanID == sent.spanID })
        #expect(Set(spans.map(\.traceID)).count == 1)
        #expect(processed.filter { $0.status?.code == .error }.count == 1)
        #expect(sent.attributes.get("messaging.message.id") == .string("1"))
    }

    @Test("tasks that are enqueued together keep the traces that they bring", arguments: BrokerFixture.all)
    func together(fixture: BrokerFixture) async throws {
        let tracer = InMemoryTracer()
        try await fixture.run { _, client, _ in
            try await withTracer(tracer) {
                var requests: [TaskRequest] = []
                for number in 1...2 {
                    let span = startSpan("order \(number)", context: .topLevel)
                    var headers: [String: String] = [:]
                    tracer.inject(span.context, into: &headers, using: HeaderInjector())
                    span.end()
                    requests.append(TaskRequest(type: "t", payload: [], options: TaskOptions(headers: headers)))
                }
                let tasks = try await client.enqueue(requests)
                for (number, task) in tasks.enumerated() {
                    let order = try #require(tracer.finishedSpans.first { $0.operationName == "order \(number + 1)" })
                    let sent = try #require(
                        tracer.finishedSpans.first {
                            $0.operationName == "send t" && $0.parentSpanID == order.spanID
                        })
                    #expect(sent.traceID == order.traceID)
                    #expect(task.message.headers.values.contains(sent.spanID))
                }
            }
        }
    }

    @Test("a task that comes without a trace begins one", arguments: BrokerFixture.all)
    func foreign(fixture: BrokerFixture) async throws {
        let tracer = InMemoryTracer()
        try await withTracer(tracer) {
            try await withWorker(fixture) { router, events in
                router.handle(type: "t") { _, _ in events.report("run") }
            } _: { scene in
                // Enqueued by somebody who knows nothing of traces.
                try await withTracer(NoOpTracer()) { _ = try await scene.client.add("1") }
                #expect(await scene.events.next() == "run")
            }
        }
        #expect(tracer.finishedSpans.map(\.operationName) == ["process t"])
        #expect(tracer.finishedSpans.map(\.parentSpanID) == [nil])
    }

    @Test("without a tracer a task takes nothing along", arguments: BrokerFixture.all)
    func noTracer(fixture: BrokerFixture) async throws {
        try await fixture.run { broker, client, _ in
            try await client.add("1", TaskOptions(headers: ["mine": "kept"]))
            #expect(try await broker.take().first?.message.headers == ["mine": "kept"])
        }
    }

    @Test("a task that is there already is no failure of the one who asks again", arguments: BrokerFixture.all)
    func repetition(fixture: BrokerFixture) async throws {
        let tracer = InMemoryTracer()
        try await fixture.run { _, client, _ in
            try await withTracer(tracer) {
                try await client.add("1")
                let code = await codeThrown { try await client.add("1") }
                #expect(code == .taskIDConflict)
            }
        }
        // A broker may have spans of its own.
        let sent = tracer.finishedSpans.filter { $0.operationName == "send t" }
        #expect(sent.count == 2)
        #expect(sent.allSatisfy { $0.status == nil })
    }
}

private struct HeaderInjector: Injector {
    func inject(_ value: String, forKey key: String, into headers: inout [String: String]) { headers[key] = value }
}
