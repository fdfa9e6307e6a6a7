import Metrics
import TestSupport
import Testing
import Tracing

@testable import OTLPTracing

/// A tracer whose spans stay in its queue.
struct TestTracer {
    let tracer: OTLPTracer
    let queue: SpanQueue
    let metrics = RecordedMetrics()

    init(
        _ sampler: TraceSampler = .always, limits: SpanLimits = SpanLimits(), capacity: Int = 100, batchSize: Int = 100
    ) {
        queue = SpanQueue(capacity: capacity, batchSize: batchSize, metrics: TraceMetrics(factory: metrics))
        tracer = OTLPTracer(queue: queue, sampler: sampler, limits: limits, identifiers: IdentifierSource())
    }

    /// What has ended, as a collector would receive it.
    func ended() throws -> [ReceivedSpan] {
        let request = TraceRequest(
            resource: TraceResource(serviceName: "test"), spans: queue.take(upTo: .max))
        return try ReceivedSpan.all(in: request.bytes)
    }

    /// A context that came from elsewhere.
    func context(_ traceparent: String, _ state: String? = nil) -> ServiceContext {
        var fields = ["traceparent": traceparent]
        fields["tracestate"] = state
        var context = ServiceContext.topLevel
        tracer.extract(fields, into: &context, using: DictionaryExtractor())
        return context
    }

    /// What is sent along with a context.
    func fields(_ context: ServiceContext) -> [String: String] {
        var fields: [String: String] = [:]
        tracer.inject(context, into: &fields, using: DictionaryInjector())
        return fields
    }
}

private struct DictionaryExtractor: Extractor {
    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
}

private struct DictionaryInjector: Injector {
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
}

struct Broken: Error, CustomStringConvertible {
    let description: String
}
