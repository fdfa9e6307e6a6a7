public import GRPCCore
public import LocalRPC
public import Logging
public import Metrics
import RPCTransport
import Resilience
public import Tracing

/// What each call between services of one process gets of the kit: a span, the metrics of both ends, and the log of slow
/// calls. There is nothing to break off or to shed: who calls and who is called share one fate.
public struct LocalCallChain: LocalCallObserver {
    private struct Method: Sendable {
        let traced: TracedMethod
        let client: CallFigures?
        let server: CallFigures?
        let log: CallLog
    }

    private let methods: MethodTable<Method>
    private let trace: CallTrace?
    /// Another in tests.
    var now: @Sendable () -> MonotonicTime = { .now }

    /// - Parameters:
    ///   - parts: what calls get; breaker excepted.
    ///   - tracer: the one that the process was set up with unless given.
    ///   - metricsFactory: where metrics go; the one that the process has installed unless given.
    ///   - logger: for slow calls.
    public init(
        _ parts: RPCClientChain.Parts = .init(), tracer: (any Tracer)? = nil,
        metricsFactory: (any MetricsFactory)? = nil, logger: Logger
    ) {
        let factory = parts.metrics ? metricsFactory ?? MetricsSystem.factory : nil
        methods = MethodTable { method in
            Method(
                traced: TracedMethod(method),
                client: factory.map { CallFigures(.client, method, factory: $0) },
                server: factory.map { CallFigures(.server, method, factory: $0) },
                log: CallLog("call of \(method)", slowCalls: parts.slowCalls, logger: logger))
        }
        trace = parts.traces ? CallTrace(tracer: tracer) : nil
    }

    public func observe<Contents: Sendable>(
        _ method: MethodDescriptor, _ call: () async -> Result<Contents, RPCError>
    ) async -> Result<Contents, RPCError> {
        let known = methods[method]
        guard let span = trace?.local(known.traced) else { return await measured(known, call) }
        let result = await ServiceContext.$current.withValue(span.context) { await measured(known, call) }
        let code = result.failure?.code
        CallTrace.end(span, code, isError: code?.isFailureOfServer == true || code == .unknown)
        return result
    }

    private func measured<Contents: Sendable>(
        _ method: Method, _ call: () async -> Result<Contents, RPCError>
    ) async -> Result<Contents, RPCError> {
        let start = now()
        let result = await call()
        let elapsed = now() - start
        let code = result.failure?.code
        method.client?.record(code, after: elapsed)
        method.server?.record(code, after: elapsed)
        method.log.note(code, after: elapsed)
        return result
    }
}

extension Result {
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}
