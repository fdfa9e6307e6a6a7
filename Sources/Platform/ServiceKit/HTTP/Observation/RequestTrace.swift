import HTTPTypes
import Hummingbird
import Instrumentation
import Tracing

/// A span for each request, by OpenTelemetry's conventions for HTTP servers, as a child of the caller's where it sent
/// `traceparent`.
struct RequestTrace: Sendable {
    private let tracer: any Tracer

    /// - Parameter tracer: `nil` for the one that the process was set up with.
    /// - Returns: `nil` where no trace is kept.
    init?(tracer: (any Tracer)?) {
        let tracer = tracer ?? InstrumentationSystem.tracer
        guard !(tracer is NoOpTracer) else { return nil }
        self.tracer = tracer
    }

    /// Runs `body` in the span of a request.
    func span(
        of request: Request, _ route: RouteState, address: String,
        _ body: () async throws -> Response
    ) async throws -> Response {
        var context = ServiceContext.current ?? .topLevel
        tracer.extract(request.headers, into: &context, using: FieldsExtractor())
        return try await tracer.withSpan(route.spanName, context: context, ofKind: .server) { span in
            span.updateAttributes { attributes in
                attributes["http.request.method"] = request.method.rawValue
                attributes["url.path"] = request.uri.path
                attributes["url.scheme"] = "http"
                attributes["client.address"] = address
                if route.isKnown { attributes["http.route"] = route.pattern }
                if let agent = request.headers[.userAgent] { attributes["user_agent.original"] = agent }
            }
            let response = try await body()
            span.attributes["http.response.status_code"] = response.status.code
            if response.status.code >= 500 {
                span.attributes["error.type"] = String(response.status.code)
                span.setStatus(SpanStatus(code: .error))
            }
            return response
        }
    }
}

private struct FieldsExtractor: Extractor {
    func extract(key: String, from fields: HTTPFields) -> String? {
        guard let name = HTTPField.Name(key) else { return nil }
        return fields[name]
    }
}
