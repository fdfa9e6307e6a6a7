import GRPCCore
import TestSupport

/// Notes the methods that are called.
struct NotedCalls: ClientInterceptor {
    let calls: Collector<String>

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next: (StreamingClientRequest<Input>, ClientContext) async throws -> StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        calls.append(context.descriptor.method)
        return try await next(request, context)
    }
}
