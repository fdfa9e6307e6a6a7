public import Tracing

/// A tracer for swift-distributed-tracing whose spans go to an OpenTelemetry collector.
///
///     let exporter = try SpanExporter(configuration, resource: TraceResource(serviceName: "order-rpc"), logger: logger)
///     InstrumentationSystem.bootstrap(OTLPTracer(exporter: exporter, sampler: TraceSampler(ratio: 0.1)))
///     // … and run the exporter as a service.
///
/// A span of a trace that is recorded is kept until it ends, and then given to the exporter. One within a trace that is
/// not recorded has the context of its parent, and costs next to nothing. Between processes a context travels as W3C
/// Trace Context says, in `traceparent` and `tracestate`.
public struct OTLPTracer: Tracer {
    private let queue: SpanQueue
    private let sampler: TraceSampler
    private let limits: SpanLimits
    private let identifiers: IdentifierSource

    /// - Parameters:
    ///   - exporter: what sends the spans that have ended.
    ///   - sampler: which traces are recorded.
    ///   - limits: how much a span may hold.
    public init(exporter: SpanExporter, sampler: TraceSampler = .always, limits: SpanLimits = SpanLimits()) {
        self.init(queue: exporter.queue, sampler: sampler, limits: limits, identifiers: IdentifierSource())
    }

    init(queue: SpanQueue, sampler: TraceSampler, limits: SpanLimits, identifiers: IdentifierSource) {
        self.queue = queue
        self.sampler = sampler
        self.limits = limits
        self.identifiers = identifiers
    }

    public func startSpan<Instant: TracerInstant>(
        _ operationName: String, context: @autoclosure () -> ServiceContext, ofKind kind: SpanKind,
        at instant: @autoclosure () -> Instant, function: String, file fileID: String, line: UInt
    ) -> OTLPSpan {
        var context = context()
        let parent = context.traceContext
        // A trace that is not recorded has nothing new to say: the parent's context serves its children too.
        if let parent, !parent.isSampled, sampler.followsParent { return OTLPSpan(operationName, context: context) }
        let traceID = parent?.traceID ?? identifiers.traceID()
        let isSampled = parent.map { sampler.followsParent ? $0.isSampled : nil } ?? nil
        let own = TraceContext(
            traceID: traceID, spanID: identifiers.spanID(), isSampled: isSampled ?? sampler.records(traceID),
            state: parent?.state)
        context.traceContext = own
        guard own.isSampled else { return OTLPSpan(operationName, context: context) }
        let recording = SpanRecording(
            operationName, own, parent: parent, kind: kind, start: instant().nanosecondsSinceEpoch, limits: limits)
        return OTLPSpan(operationName, context: context, recording: recording, queue: queue)
    }

    /// Has the exporter send what has ended, without waiting for it.
    public func forceFlush() {
        queue.wake()
    }
}

extension OTLPTracer {
    public func inject<Carrier, Inject>(
        _ context: ServiceContext, into carrier: inout Carrier, using injector: Inject
    ) where Inject: Injector, Carrier == Inject.Carrier {
        guard let trace = context.traceContext else { return }
        injector.inject(TraceParent.text(trace), forKey: TraceParent.header, into: &carrier)
        if let state = trace.state { injector.inject(state, forKey: TraceState.header, into: &carrier) }
    }

    /// Takes the context that a carrier holds. Where there is none, or a broken one, `context` stays as it is.
    public func extract<Carrier, Extract>(
        _ carrier: Carrier, into context: inout ServiceContext, using extractor: Extract
    ) where Extract: Extractor, Carrier == Extract.Carrier {
        guard let header = extractor.extract(key: TraceParent.header, from: carrier),
            var trace = TraceParent.parse(header)
        else { return }
        trace.state = extractor.extract(key: TraceState.header, from: carrier).flatMap(TraceState.checked)
        context.traceContext = trace
    }
}
