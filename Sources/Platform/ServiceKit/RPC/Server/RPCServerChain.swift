public import GRPCCore
public import Logging
public import Metrics
import RPCTransport
import Resilience
public import Telemetry
public import Tracing

/// Server interceptor: what each call of a gRPC service gets of the kit. From the outside in: a span, metrics, the log of
/// slow calls, admission, and errors that callers understand.
///
///     let server = RPCServer(services, at: address, interceptors: [RPCServerChain(load: { load.share }, logger: logger)])
///
/// One interceptor and not one for each: what they all need, the method's own and the time, is looked up once. The calls
/// of the health service pass as they are, since whoever asks must have an answer just when the server has too much to do.
public struct RPCServerChain: ServerInterceptor {
    /// What calls get. Each part can be turned off.
    public struct Parts: Sendable {
        /// Whether calls have spans, in the trace of their callers.
        public var traces = true
        /// Whether `rpc_server_requests_duration_ms` and `rpc_server_requests_code_total` are kept.
        public var metrics = true
        /// What logs the calls that took long; `nil` logs none.
        public var slowCalls: SlowCallLog? = SlowCallLog()
        /// Whether calls are refused that a busy server could not answer in time.
        public var shedding = true
        /// The most calls that are worked on at a time; `nil` for as many as come.
        public var maximumCalls: Int? = 10_000

        public init() {}
    }

    private struct Method: Sendable {
        let traced: TracedMethod
        let figures: CallFigures?
        let log: CallLog
    }

    private static let health = "grpc.health.v1.Health"

    private let methods: MethodTable<Method>
    private let trace: CallTrace?
    /// Another in tests.
    var now: @Sendable () -> MonotonicTime = { .now }
    private let admission: CallAdmission
    private let errors: RPCErrors

    /// - Parameters:
    ///   - load: the share of the processor that is in use, 0 to 1; asked for each call.
    ///   - tracer: the one that the process was set up with unless given.
    ///   - metricsFactory: where metrics go; the one that the process has installed unless given.
    ///   - logger: for slow calls, refusals and errors that are our fault.
    public init(
        _ parts: Parts = Parts(), load: @escaping @Sendable () -> Double, tracer: (any Tracer)? = nil,
        metricsFactory: (any MetricsFactory)? = nil, logger: Logger
    ) {
        let factory = parts.metrics ? metricsFactory ?? MetricsSystem.factory : nil
        methods = MethodTable { method in
            Method(
                traced: TracedMethod(method),
                figures: factory.map { CallFigures(.server, method, factory: $0) },
                log: CallLog("served call of \(method)", slowCalls: parts.slowCalls, logger: logger))
        }
        trace = parts.traces ? CallTrace(tracer: tracer) : nil
        admission = CallAdmission(limit: parts.maximumCalls, load: parts.shedding ? load : nil)
        errors = RPCErrors(logger: logger)
    }

    public func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>,
        context: ServerContext,
        next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        guard context.descriptor.service.fullyQualifiedService != Self.health else {
            return try await next(request, context)
        }
        let method = methods[context.descriptor]
        guard let span = trace?.server(method.traced, request.metadata, peer: context.remotePeer) else {
            return try await measured(method, context) { try await next(request, context) }.get()
        }
        let outcome = await ServiceContext.$current.withValue(span.context) {
            await measured(method, context) { try await next(request, context) }
        }
        let code = outcome.code
        CallTrace.end(span, code, isError: code?.isFailureOfServer == true || code == .unknown)
        return try outcome.get()
    }

    /// Lets a call in or not, and records what became of it.
    private func measured<Output>(
        _ method: Method, _ context: ServerContext,
        _ body: () async throws -> StreamingServerResponse<Output>
    ) async -> Outcome<Output> {
        let start = now()
        if let refusal = admission.refuses(at: start) {
            method.figures?.record(refusal.code, after: .zero)
            method.log.failed(refusal, at: start)
            return Outcome(result: .failure(refusal), code: refusal.code)
        }
        let outcome: Outcome<Output>
        do {
            let response = try await body()
            outcome = Outcome(result: .success(response), code: response.failure?.code)
        } catch {
            let failure = errors.rpcError(error, of: context.descriptor)
            outcome = Outcome(result: .failure(failure), code: Self.code(of: failure))
        }
        let end = now()
        let elapsed = end - start
        // Bad input was worked on as well as good one; what was given up or could not be done says nothing of the pace.
        let isDone = outcome.code.map { !$0.isFailureOfServer && $0 != .cancelled } ?? true
        admission.leave(after: elapsed, well: isDone, at: end)
        method.figures?.record(outcome.code, after: elapsed)
        method.log.note(outcome.code, after: elapsed)
        return outcome
    }

    /// The status of a call that failed. The work on one whose caller is gone, or whose time is over, is cancelled, and so
    /// fails with whatever that leads to.
    private static func code(of failure: RPCError) -> RPCError.Code {
        guard Task.isCancelled else { return failure.code }
        let isOver = CallDeadline.current.map { $0 <= .now } ?? false
        return isOver ? .deadlineExceeded : .cancelled
    }

    private struct Outcome<Output: Sendable>: Sendable {
        let result: Result<StreamingServerResponse<Output>, RPCError>
        /// `nil` for OK.
        let code: RPCError.Code?

        func get() throws(RPCError) -> StreamingServerResponse<Output> { try result.get() }
    }
}

extension StreamingServerResponse {
    fileprivate var failure: RPCError? {
        if case .failure(let error) = accepted { error } else { nil }
    }
}
