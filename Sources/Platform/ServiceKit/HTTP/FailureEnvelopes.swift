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
            let failure = ServiceError(error)
            if failure.status.kind == .serverError {
                context.logger.error(
                    "request failed",
                    metadata: ["path": "\(request.uri.path)", "code": "\(failure.code.number)", "error": "\(error)"])
            }
            return try failure.response(from: request, context: context)
        }
    }
}
