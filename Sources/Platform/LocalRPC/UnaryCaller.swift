public import GRPCCore

/// Calls the methods of gRPC services in other processes. The clients that are generated from the contracts call through
/// it, and so need to know no transport.
public protocol UnaryCaller: Sendable {
    /// Calls a method that takes one message and answers with one.
    ///
    /// - Parameters:
    ///   - options: the timeout is heeded; what it leaves open, the caller decides.
    ///   - onResponse: given the response, be it an error's.
    /// - Throws: what `onResponse` throws, and `CancellationError` where the task is cancelled.
    func call<Request: Sendable, Response: Sendable, Value: Sendable>(
        _ request: ClientRequest<Request>,
        _ method: MethodDescriptor,
        serializer: some MessageSerializer<Request>,
        deserializer: some MessageDeserializer<Response>,
        options: CallOptions,
        onResponse: @Sendable (ClientResponse<Response>) async throws -> Value
    ) async throws -> Value
}
