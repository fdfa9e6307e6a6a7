public import GRPCCore
public import Logging

/// Server interceptor: whatever a method throws reaches the caller as a ``ServiceError``, and what is our fault is
/// logged.
public struct RPCErrors: ServerInterceptor {
    private let logger: Logger

    public init(logger: Logger) {
        self.logger = logger
    }

    public func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>,
        context: ServerContext,
        next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        do {
            return try await next(request, context)
        } catch {
            let failure = ServiceError(error)
            if failure.code.kind == .internalError {
                logger.error(
                    "call failed", metadata: ["method": "\(context.descriptor)", "error": "\(error)"])
            }
            throw failure
        }
    }
}
