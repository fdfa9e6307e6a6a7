import GRPCCore
import Tracing

/// Spans of calls, by OpenTelemetry's conventions for RPC, and the context of the trace in a call's metadata.
struct CallTrace: Sendable {
    private let tracer: any Tracer

    /// - Parameter tracer: `nil` for the one that the process was set up with.
    /// - Returns: `nil` where no trace is kept.
    init?(tracer: (any Tracer)?) {
        let tracer = tracer ?? InstrumentationSystem.tracer
        guard !(tracer is NoOpTracer) else { return nil }
        self.tracer = tracer
    }

    /// Begins the span of a call that is made. The metadata gets its context.
    func client(_ method: TracedMethod, _ metadata: inout Metadata) -> any Span {
        let span = begin(method, .client, in: ServiceContext.current ?? .topLevel)
        tracer.inject(span.context, into: &metadata, using: MetadataInjector())
        return span
    }

    /// Begins the span of a call that is served, in the caller's trace where its metadata names one. What is no context
    /// of a trace is ignored: the call is worth more than its trace.
    func server(_ method: TracedMethod, _ metadata: Metadata, peer: String) -> any Span {
        var context = ServiceContext.current ?? .topLevel
        tracer.extract(metadata, into: &context, using: MetadataExtractor())
        let span = begin(method, .server, in: context)
        span.attributes["network.peer.address"] = peer
        return span
    }

    /// Begins the span of a call within the process, which is made and served at once.
    func local(_ method: TracedMethod) -> any Span {
        begin(method, .internal, in: ServiceContext.current ?? .topLevel)
    }

    private func begin(_ method: TracedMethod, _ kind: SpanKind, in context: ServiceContext) -> any Span {
        let span = tracer.startAnySpan(method.name, context: context, ofKind: kind)
        guard span.isRecording else { return span }
        span.updateAttributes { attributes in
            attributes["rpc.system"] = "grpc"
            attributes["rpc.service"] = method.service
            attributes["rpc.method"] = method.method
        }
        return span
    }

    /// Ends the span of a call.
    /// - Parameters:
    ///   - failure: the call's status; `nil` for OK.
    ///   - isError: whether that is an error of the side whose span it is.
    static func end(_ span: any Span, _ failure: RPCError.Code?, isError: Bool) {
        if span.isRecording {
            span.attributes["rpc.grpc.status_code"] = Int64(failure?.rawValue ?? 0)
            if isError { span.setStatus(SpanStatus(code: .error)) }
        }
        span.end()
    }
}

/// How a method is called in spans; made once, as strings are dear.
struct TracedMethod: Sendable {
    let name: String
    let service: String
    let method: String

    init(_ method: MethodDescriptor) {
        service = method.service.fullyQualifiedService
        self.method = method.method
        name = "\(service)/\(method.method)"
    }
}

private struct MetadataInjector: Injector {
    func inject(_ value: String, forKey key: String, into metadata: inout Metadata) {
        metadata.replaceOrAddString(value, forKey: key)
    }
}

private struct MetadataExtractor: Extractor {
    func extract(key: String, from metadata: Metadata) -> String? {
        // Several are sent by proxies that were set up to add what was there already.
        metadata[stringValues: key].first { _ in true }
    }
}
