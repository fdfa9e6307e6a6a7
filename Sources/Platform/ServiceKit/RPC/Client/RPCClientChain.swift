public import GRPCCore
public import LocalRPC
public import Logging
public import Metrics
import RPCTransport
import Resilience
public import Telemetry
public import Tracing

/// What each call to a gRPC service of another process gets of the kit. From the outside in: a span, metrics, the log, and
/// a breaker.
///
///     let orders = Pb_order.RemoteClient(RPCClientChain(channel, logger: logger))
///
/// Retries are the channel's, so a call that was made three times is one call here.
public struct RPCClientChain: UnaryCaller {
    /// What calls get. Each part can be turned off.
    public struct Parts: Sendable {
        /// Whether calls have spans, and carry their trace.
        public var traces = true
        /// Whether `rpc_client_requests_duration_ms` and `rpc_client_requests_code_total` are kept.
        public var metrics = true
        /// What logs the calls that took long; `nil` logs none.
        public var slowCalls: SlowCallLog? = SlowCallLog()
        /// Whether a method whose calls fail is spared most of them.
        public var breaker = true

        public init() {}
    }

    private struct Method: Sendable {
        let traced: TracedMethod
        let figures: CallFigures?
        let log: CallLog
        let breaker: CallBreaker?
    }

    private let base: any UnaryCaller
    private let methods: MethodTable<Method>
    private let trace: CallTrace?
    /// Another in tests.
    var now: @Sendable () -> MonotonicTime = { .now }

    /// - Parameters:
    ///   - base: what makes the calls.
    ///   - tracer: the one that the process was set up with unless given.
    ///   - metricsFactory: where metrics go; the one that the process has installed unless given.
    ///   - logger: for calls that fail or are slow.
    public init(
        _ base: any UnaryCaller, _ parts: Parts = Parts(), tracer: (any Tracer)? = nil,
        metricsFactory: (any MetricsFactory)? = nil, logger: Logger
    ) {
        self.base = base
        let factory = parts.metrics ? metricsFactory ?? MetricsSystem.factory : nil
        methods = MethodTable { method in
            Method(
                traced: TracedMethod(method),
                figures: factory.map { CallFigures(.client, method, factory: $0) },
                log: CallLog("call of \(method)", slowCalls: parts.slowCalls, logger: logger),
                breaker: parts.breaker ? CallBreaker(method) : nil)
        }
        trace = parts.traces ? CallTrace(tracer: tracer) : nil
    }

    public func call<Request: Sendable, Response: Sendable, Value: Sendable>(
        _ request: ClientRequest<Request>,
        _ method: MethodDescriptor,
        serializer: some MessageSerializer<Request>,
        deserializer: some MessageDeserializer<Response>,
        options: CallOptions,
        onResponse: @Sendable (ClientResponse<Response>) async throws -> Value
    ) async throws -> Value {
        let known = methods[method]
        let start = now()
        var request = request
        let span = trace?.client(known.traced, &request.metadata)
        if let refusal = known.breaker?.refuses(at: start) {
            finish(known, span, start: start, refusal, isRefused: true)
            return try await onResponse(ClientResponse(of: Response.self, error: refusal))
        }
        let response: ClientResponse<Response>
        do {
            // What the caller makes of the response is no part of the call.
            response = try await base.call(
                request, method, serializer: serializer, deserializer: deserializer, options: options
            ) { $0 }
        } catch {
            finish(known, span, start: start, Self.rpcError(error))
            throw error
        }
        finish(known, span, start: start, response.failure)
        return try await onResponse(response)
    }

    private func finish(
        _ method: Method, _ span: (any Span)?, start: MonotonicTime, _ error: RPCError?, isRefused: Bool = false
    ) {
        let end = now()
        let elapsed = end - start
        if !isRefused { method.breaker?.record(error, at: end) }
        method.figures?.record(error?.code, after: elapsed)
        method.log.note(error?.code, after: elapsed)
        if let error, error.code.isFailureOfServer { method.log.failed(error, at: end) }
        if let span { CallTrace.end(span, error?.code, isError: error != nil) }
    }

    /// The status of a call that ended without a response.
    private static func rpcError(_ error: any Error) -> RPCError {
        switch error {
        case let error as RPCError: error
        case is CancellationError: RPCError(code: .cancelled, message: "the caller is cancelled")
        default: RPCError(code: .unknown, message: "the call could not be made", cause: error)
        }
    }
}

extension ClientResponse {
    fileprivate var failure: RPCError? {
        switch accepted {
        case .success(let contents):
            if case .failure(let error) = contents.message { error } else { nil }
        case .failure(let error): error
        }
    }
}
