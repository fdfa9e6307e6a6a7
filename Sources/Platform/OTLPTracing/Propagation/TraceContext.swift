public import Tracing

/// Where one is in a trace: what travels with a request, within a process and between processes.
public struct TraceContext: Sendable, Hashable {
    public var traceID: TraceID
    /// The present span, which becomes the parent of the next.
    public var spanID: SpanID
    /// Whether the trace is recorded.
    public var isSampled: Bool
    /// Whether the span is another process's.
    public var isRemote: Bool
    /// What other tracers have to say, passed on as it came (`tracestate`); `nil` for nothing.
    public var state: String?

    public init(traceID: TraceID, spanID: SpanID, isSampled: Bool, isRemote: Bool = false, state: String? = nil) {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
        self.isRemote = isRemote
        self.state = state
    }
}

extension ServiceContext {
    private enum TraceContextKey: ServiceContextKey {
        typealias Value = TraceContext
        static var nameOverride: String? { "trace-context" }
    }

    /// Where one is in a trace; `nil` outside of any.
    public var traceContext: TraceContext? {
        get { self[TraceContextKey.self] }
        set { self[TraceContextKey.self] = newValue }
    }
}
