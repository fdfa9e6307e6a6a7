public import Hummingbird
import Logging

/// Turns whatever a route throws into the envelope of a failure, and logs what is our fault.
public struct FailureEnvelopes: RouterMiddleware {
    public init() {}

    public func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return try Self.response(to: error, request, context)
        }
    }

    static func response(to error: any Error, _ request: Request, _ context: APIContext) throws -> Response {
        let failure = ServiceError(error)
        if failure.status.kind == .serverError {
            context.logger.error(
                "request failed",
                metadata: ["path": "\(request.uri.path)", "code": "\(failure.code.number)", "error": "\(error)"])
        }
        var response = try failure.response(from: request, context: context)
        switch failure.code.kind {
        case .unavailable, .rateLimited: response.headers[.retryAfter] = "1"
        // The rest of the body is not waited for.
        case .tooLarge, .tooSlow: response.headers[.connection] = "close"
        case .unsupported: response.headers[.acceptEncoding] = "gzip, identity"
        default: break
        }
        return response
    }
}
