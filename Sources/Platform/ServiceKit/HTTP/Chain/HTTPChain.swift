import Clocks
import HTTPTypes
import Hummingbird
import Logging
import Metrics
import Resilience

/// What each request goes through before its route, and its answer after it, from the outside in:
///
/// 1. request id: all that follows can name the request;
/// 2. trace: a span around all of it;
/// 3. access log and metrics: of whatever was answered, by whom so ever;
/// 4. cross-origin access: a browser's question is answered, and a page may read refusals too;
/// 5. maximum of requests under way;
/// 6. breaker of the route;
/// 7. shedding when the process is overloaded;
/// 8. recovery: what is thrown from here on is answered in the envelope;
/// 9. rate limit: a caller over its share gets no more work done;
/// 10. gzip: the route reads and writes what was meant.
///
/// Within the route come the limit of its body, its time-out, and the sign-in, as its `.api` file has them.
///
/// All of it is one middleware, as each more would cost an allocation or two, and reads in this order in this file.
struct HTTPChain: RouterMiddleware {
    private let routes: RouteTable
    private let trace: RequestTrace?
    private let log: AccessLog?
    private let figures: ServerFigures?
    private let crossOrigin: CrossOriginAccess?
    private let underWay: RequestCount
    let shedding: LoadShedding?
    private let recovery: Bool
    private let rate: RequestRate?
    private let takesGzip: Bool
    private let compression: ResponseCompression?
    private let address: ClientAddress

    init(_ options: HTTPOptions, tokens: AccessTokens) {
        let factory = options.metricsFactory ?? MetricsSystem.factory
        let address = ClientAddress(trustedProxies: options.trustedProxies)
        self.address = address
        routes = RouteTable(haveBreakers: options.breaker)
        trace = options.traces ? RequestTrace(tracer: options.tracer) : nil
        log =
            options.accessLog == .off
            ? nil : AccessLog(scope: options.accessLog, slowCalls: options.slowCalls, address: address)
        figures = options.metrics ? ServerFigures(factory: factory) : nil
        crossOrigin = options.crossOrigin.map(CrossOriginAccess.init)
        underWay = RequestCount(maximum: options.maximumRequests)
        shedding = options.load.map(LoadShedding.init)
        recovery = options.recovery
        rate = options.rateLimit.map { RequestRate(rate: $0, address: address, tokens: tokens) }
        takesGzip = options.gzip
        compression = options.gzip ? ResponseCompression() : nil
    }

    typealias Next = (Request, APIContext) async throws -> Response

    func handle(_ request: Request, context: APIContext, next: Next) async throws -> Response {
        var context = context
        context.requestID = RequestID.of(request.headers)
        context.logger[metadataKey: "request"] = .string(context.requestID)
        let route = routes.state(request.method, context.endpointPath)
        guard let trace, !route.isVital else { return try await observed(request, context, route, next) }
        return try await trace.span(of: request, route, address: address.of(request, context)) {
            try await observed(request, context, route, next)
        }
    }

    private func observed(
        _ request: Request, _ context: APIContext, _ route: RouteState, _ next: Next
    ) async throws -> Response {
        let began = context.arrival ?? .now
        figures?.began()
        var refusal: Refusal?
        do {
            var response = try await shared(request, context, route, began, &refusal, next)
            response.headers[RequestID.field] = context.requestID
            note(request, context, route, began, response.status, response.body.contentLength, refusal)
            return response
        } catch {
            note(request, context, route, began, ServiceError(error).status, nil, refusal)
            throw error
        }
    }

    private func note(
        _ request: Request, _ context: APIContext, _ route: RouteState, _ began: MonotonicTime,
        _ status: HTTPResponse.Status, _ bytes: Int?, _ refusal: Refusal?
    ) {
        let elapsed = MonotonicTime.now - began
        figures?.answered(route, status: status.code, nanoseconds: elapsed.wholeNanoseconds)
        if let refusal { figures?.refused(refusal) }
        log?.note(
            request, context, isProbe: route.isVital, status: status.code, bytes: bytes, elapsed: elapsed,
            refused: refusal != nil)
    }

    private func shared(
        _ request: Request, _ context: APIContext, _ route: RouteState, _ began: MonotonicTime,
        _ refusal: inout Refusal?, _ next: Next
    ) async throws -> Response {
        guard let crossOrigin else { return try await admitted(request, context, route, began, &refusal, next) }
        var response: Response
        if let preflight = crossOrigin.preflight(request) {
            response = preflight
        } else {
            response = try await admitted(request, context, route, began, &refusal, next)
        }
        crossOrigin.mark(&response, to: request)
        return response
    }

    private func admitted(
        _ request: Request, _ context: APIContext, _ route: RouteState, _ began: MonotonicTime,
        _ refusal: inout Refusal?, _ next: Next
    ) async throws -> Response {
        guard !route.isVital else { return try await recovered(request, context, route, &refusal, next) }
        guard underWay.begins() else { return try refuse(.maximum, request, context, &refusal) }
        defer { underWay.ended() }
        let now = MonotonicTime.now
        guard route.breaker?.admits(at: now) ?? true else {
            return try refuse(.breaker, request, context, &refusal)
        }
        guard shedding?.admits(at: now) ?? true else { return try refuse(.overload, request, context, &refusal) }
        do {
            let response = try await recovered(request, context, route, &refusal, next)
            ended(route, began, response.status, refusal)
            return response
        } catch {
            ended(route, began, ServiceError(error).status, refusal)
            throw error
        }
    }

    /// Tells the breaker and the shedder how a request ended.
    private func ended(
        _ route: RouteState, _ began: MonotonicTime, _ status: HTTPResponse.Status, _ refusal: Refusal?
    ) {
        let now = MonotonicTime.now
        let failed = status.kind == .serverError
        // What a rate limit refused says nothing of the route, and less of what the process manages.
        if refusal == nil { route.breaker?.record(success: !failed, at: now) }
        shedding?.ended(after: now - began, well: !failed && refusal == nil, at: now)
    }

    private func recovered(
        _ request: Request, _ context: APIContext, _ route: RouteState, _ refusal: inout Refusal?, _ next: Next
    ) async throws -> Response {
        guard recovery else { return try await limited(request, context, route, &refusal, next) }
        do {
            return try await limited(request, context, route, &refusal, next)
        } catch {
            return try FailureEnvelopes.response(to: error, request, context)
        }
    }

    private func limited(
        _ request: Request, _ context: APIContext, _ route: RouteState, _ refusal: inout Refusal?, _ next: Next
    ) async throws -> Response {
        if let rate, !route.isVital, let wait = await rate.wait(request, context, route) {
            return try refuse(.rate, request, context, &refusal, retryAfter: wait)
        }
        let response = try await next(RequestInflation.inflated(request, isOn: takesGzip), context)
        return try await compression?.compressed(response, to: request) ?? response
    }

    private func refuse(
        _ reason: Refusal, _ request: Request, _ context: APIContext, _ refusal: inout Refusal?,
        retryAfter: Duration = .seconds(1)
    ) throws -> Response {
        refusal = reason
        var response = try reason.error.response(from: request, context: context)
        // Whole seconds are all that the field knows; rounded up, as less would be too soon.
        response.headers[.retryAfter] = String((retryAfter.wholeNanoseconds + 999_999_999) / 1_000_000_000)
        return response
    }
}
