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
            throw rpcError(error, of: context.descriptor)
        }
    }

    /// The status of an error that a method threw. What is our fault is logged.
    public func rpcError(_ error: any Error, of method: MethodDescriptor) -> RPCError {
        let failure = ServiceError(error)
        if failure.code.kind == .internalError {
            logger.error("call failed", metadata: ["method": "\(method)", "error": "\(error)"])
        }
        return RPCError(failure)
    }
}
