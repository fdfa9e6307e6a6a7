import Logging
import OTLPTracing
import Tracing

/// What a span costs, by what becomes of it.
enum TracingCosts {
    static func all() throws -> [RecordingCost] {
        let exporter = try SpanExporter(
            SpanExporter.Configuration(), resource: TraceResource(serviceName: "bench"),
            logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() })
        let recording = OTLPTracer(exporter: exporter, sampler: .always)
        let never = OTLPTracer(exporter: exporter, sampler: .never)
        // Once the queue is full spans are dropped at its door, which costs as much as taking them in.
        return [
            RecordingCost("no tracer") { startSpan("span", ofKind: .client).end() },
            RecordingCost("not recorded, a trace begins") { never.startSpan("span", context: .topLevel).end() },
            within(never, "not recorded, within a trace") { never.startSpan("span").end() },
            RecordingCost("recorded, a trace begins") { recording.startSpan("span", context: .topLevel).end() },
            within(recording, "recorded, within a trace") { recording.startSpan("span").end() },
            within(recording, "recorded, with four attributes") {
                let span = recording.startSpan("span", ofKind: .server)
                span.attributes = [
                    "http.request.method": "POST", "http.route": "/order/v1/homestayOrder/createHomestayOrder",
                    "url.scheme": "http", "http.response.status_code": 200,
                ]
                span.end()
            },
        ]
    }

    private static func within(_ tracer: OTLPTracer, _ name: String, _ call: () -> Void) -> RecordingCost {
        let parent = tracer.startSpan("parent", context: .topLevel)
        defer { parent.end() }
        return ServiceContext.$current.withValue(parent.context) { RecordingCost(name, call) }
    }
}
