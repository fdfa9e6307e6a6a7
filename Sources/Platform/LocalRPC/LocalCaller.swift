public import GRPCCore

/// Calls the methods of a gRPC service in the same process, as functions.
///
/// Nothing is serialised and no task is started, which makes such a call some hundred times cheaper than one over the
/// in-process transport. What a caller can tell is the same: metadata arrives, errors are `RPCError`s, and cancelling
/// the caller cancels the method. There is no deadline but the caller's own.
public struct LocalCaller: Sendable {
    /// The status of an error that a method threw.
    public typealias Failure = @Sendable (_ error: any Error, _ method: MethodDescriptor) -> RPCError

    private let failure: Failure
    private let observer: (any LocalCallObserver)?

    /// - Parameter observer: stands around each call, to measure it for example.
    public init(observer: (any LocalCallObserver)? = nil, failure: @escaping Failure) {
        self.failure = failure
        self.observer = observer
    }

    /// Calls a method that takes one message and answers with one.
    public func call<Request: Sendable, Response: Sendable, Value: Sendable>(
        _ request: ClientRequest<Request>,
        _ method: MethodDescriptor,
        onResponse: @Sendable (ClientResponse<Response>) async throws -> Value,
        service: @Sendable (ServerRequest<Request>, ServerContext) async throws -> ServerResponse<Response>
    ) async throws -> Value {
        let request = ServerRequest(metadata: request.metadata, message: request.message)
        let accepted =
            if let observer {
                await observer.observe(method) { await serve(request, method, service) }
            } else {
                await serve(request, method, service)
            }
        switch accepted {
        case .success(let contents):
            return try await onResponse(
                ClientResponse(
                    message: contents.message, metadata: contents.metadata,
                    trailingMetadata: contents.trailingMetadata))
        case .failure(let error):
            return try await onResponse(ClientResponse(of: Response.self, error: error))
        }
    }

    private func serve<Request: Sendable, Response: Sendable>(
        _ request: ServerRequest<Request>, _ method: MethodDescriptor,
        _ service: @Sendable (ServerRequest<Request>, ServerContext) async throws -> ServerResponse<Response>
    ) async -> Result<ServerResponse<Response>.Contents, RPCError> {
        await withServerContextRPCCancellationHandle { handle in
            let context = ServerContext(
                descriptor: method, remotePeer: "in-process", localPeer: "in-process", cancellation: handle)
            do {
                return try await service(request, context).accepted
            } catch {
                return .failure(failure(error, method))
            }
        }
    }
}
