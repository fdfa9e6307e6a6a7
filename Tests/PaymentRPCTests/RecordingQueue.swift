import GRPCCore
import MqueueContract
import Synchronization

/// An mqueue-rpc that keeps what it is asked to publish, after failing as often as it is told to.
final class RecordingQueue: Pb_mqueue.ClientProtocol {
    private struct State {
        var failures = 0
        var calls = 0
        var events: [String] = []
    }

    private let state = Mutex(State())

    /// What was published, as `order status`.
    var events: [String] { state.withLock { $0.events } }
    var calls: Int { state.withLock { $0.calls } }

    func failNext(_ times: Int) {
        state.withLock { $0.failures = times }
    }

    func kqPaymenStatusUpdate<Result>(
        request: ClientRequest<Pb_KqPaymenStatusUpdateReq>,
        serializer: some MessageSerializer<Pb_KqPaymenStatusUpdateReq>,
        deserializer: some MessageDeserializer<Pb_KqPaymenStatusUpdateResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_KqPaymenStatusUpdateResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        let isFailing = state.withLock { state in
            state.calls += 1
            if state.failures > 0 {
                state.failures -= 1
                return true
            }
            state.events.append("\(request.message.orderSn) \(request.message.payStatus)")
            return false
        }
        if isFailing { throw RPCError(code: .unavailable, message: "the queue is down") }
        return try await handleResponse(ClientResponse(message: Pb_KqPaymenStatusUpdateResp(), metadata: [:]))
    }

    func aqDeferHomestayOrderClose<Result>(
        request: ClientRequest<Pb_AqDeferHomestayOrderCloseReq>,
        serializer: some MessageSerializer<Pb_AqDeferHomestayOrderCloseReq>,
        deserializer: some MessageDeserializer<Pb_AqDeferHomestayOrderCloseResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_AqDeferHomestayOrderCloseResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw RPCError(code: .unimplemented, message: "payments ask for no such thing")
    }

    func sendWxMiniSubMessage<Result>(
        request: ClientRequest<Pb_SendWxMiniSubMessageReq>,
        serializer: some MessageSerializer<Pb_SendWxMiniSubMessageReq>,
        deserializer: some MessageDeserializer<Pb_SendWxMiniSubMessageResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_SendWxMiniSubMessageResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw RPCError(code: .unimplemented, message: "payments ask for no such thing")
    }
}
