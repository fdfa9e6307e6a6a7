public import GRPCCore
public import LocalRPC
import NIOCore
import Resilience
import Synchronization

extension RPCChannel: UnaryCaller {
    public func call<Request: Sendable, Response: Sendable, Value: Sendable>(
        _ request: ClientRequest<Request>,
        _ method: MethodDescriptor,
        serializer: some MessageSerializer<Request>,
        deserializer: some MessageDeserializer<Response>,
        options: CallOptions,
        onResponse: @Sendable (ClientResponse<Response>) async throws -> Value
    ) async throws -> Value {
        let limit = CallLimit(timeout: options.timeout, usual: usualTimeout)
        let bytes: MessageBytes = try serializer.serialize(request.message)
        switch await answer(to: method, request.metadata, bytes.framed(), within: limit) {
        case .success(let answer):
            let message: Response
            do {
                message = try deserializer.deserialize(MessageBytes(received: answer.message))
            } catch {
                // Deserializers take it for the fault of a request.
                throw RPCError(code: .internalError, message: "the answer cannot be read", cause: error)
            }
            return try await onResponse(
                ClientResponse(message: message, metadata: answer.metadata, trailingMetadata: answer.trailers))
        case .failure(let failure):
            try Task.checkCancellation()
            return try await onResponse(ClientResponse(of: Response.self, error: failure.error))
        }
    }

    /// Makes a call as often as it takes and may be made.
    ///
    /// What no server has begun may be sent again, whatever it is: at once where a server refused it, since another may
    /// take it. What may have been done is sent again only if that does no harm.
    private func answer(
        to method: MethodDescriptor, _ metadata: Metadata, _ message: ByteBuffer,
        within limit: CallLimit
    ) async -> Result<Answer, CallFailure> {
        var attempts = 1
        var refusals = 0
        while true {
            let failure: CallFailure
            switch await choice(before: limit.deadline) {
            case .failure(let reason): failure = reason
            case .success(let choice):
                let outcome = await choice.connection.call(method, metadata: metadata, message: message, limit: limit)
                weigh(outcome, choice)
                switch outcome {
                case .success(let answer):
                    retries.recordSuccess()
                    return .success(answer)
                case .failure(let reason) where reason.isUnprocessed && refusals < 8:
                    refusals += 1
                    if choice.connection.isClosing { change { $0.retire(choice.connection) } }
                    continue
                case .failure(let reason): failure = reason
                }
            }
            guard failure.error.code == .unavailable,
                failure.isUnprocessed || options.idempotent.contains(method),
                let pause = retries.pause(afterFailures: attempts)
            else { return .failure(failure) }
            attempts += 1
            guard ContinuousClock.now.advanced(by: pause) < limit.deadline else { return .failure(failure) }
            do {
                try await Task.sleep(for: pause)
            } catch {
                return .failure(.cancelled)
            }
        }
    }

    /// Notes how busy a server is, by what became of a call to it.
    private func weigh(_ outcome: Result<Answer, CallFailure>, _ choice: PeerSet.Choice) {
        guard choice.peer != nil else { return }
        let success: Bool?
        switch outcome {
        case .success: success = true
        // Who was refused, or gave up, has seen nothing of the server's work.
        case .failure(let failure) where failure.isUnprocessed || failure.error.code == .cancelled: success = nil
        case .failure(let failure): success = !failure.error.code.isFailureOfServer
        }
        state.withLock { $0.peers.ended(choice, success: success, at: .now) }
    }
}
