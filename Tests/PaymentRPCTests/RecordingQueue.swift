import GRPCCore
import MqueueContract
import SwiftProtobuf
import Synchronization

/// An mqueue-rpc that keeps what it is asked to publish, after failing as often as it is told to.
final class RecordingQueue: Pb_mqueue.ClientProtocol {
    private struct State {
        var failures = 0
        var calls = 0
        var events: [String] = []
        var batches: [Int] = []
        var refused: Set<String> = []
    }

    /// Whether it knows `pb.mqueueBatch`.
    let takesBatches: Bool
    private let state = Mutex(State())

    init(takesBatches: Bool) {
        self.takesBatches = takesBatches
    }

    /// How many statuses each batch had that was published.
    var batches: [Int] { state.withLock { $0.batches } }

    /// Refuses the statuses of an order when they come in a batch, or no longer.
    func refuse(_ orderSn: String, _ isRefused: Bool = true) {
        state.withLock { state in
            if isRefused { state.refused.insert(orderSn) } else { state.refused.remove(orderSn) }
        }
    }

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
        try count()
        state.withLock { $0.events.append("\(request.message.orderSn) \(request.message.payStatus)") }
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

    fileprivate func count() throws {
        let isFailing = state.withLock { state in
            state.calls += 1
            guard state.failures > 0 else { return false }
            state.failures -= 1
            return true
        }
        if isFailing { throw RPCError(code: .unavailable, message: "the queue is down") }
    }

    fileprivate func publish(_ statuses: [Pb_PaymentStatus]) -> [Pb_BatchItemResult] {
        state.withLock { state in
            state.batches.append(statuses.count)
            return statuses.map { status in
                guard !state.refused.contains(status.orderSn) else {
                    return .with {
                        $0.code = 100_002
                        $0.msg = "refused"
                    }
                }
                state.events.append("\(status.orderSn) \(status.payStatus)")
                return .init()
            }
        }
    }
}

extension RecordingQueue: Pb_mqueueBatch.ClientProtocol {
    func publishPaymentStatuses<Result>(
        request: ClientRequest<Pb_PublishPaymentStatusesReq>,
        serializer: some MessageSerializer<Pb_PublishPaymentStatusesReq>,
        deserializer: some MessageDeserializer<Pb_PublishPaymentStatusesResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_PublishPaymentStatusesResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        guard takesBatches else { throw RPCError(code: .unimplemented, message: "there is no such method") }
        try count()
        let results = publish(request.message.statuses)
        return try await handleResponse(ClientResponse(message: .with { $0.results = results }, metadata: [:]))
    }

    func enqueueOrderCloses<Result>(
        request: ClientRequest<Pb_EnqueueOrderClosesReq>,
        serializer: some MessageSerializer<Pb_EnqueueOrderClosesReq>,
        deserializer: some MessageDeserializer<Pb_EnqueueOrderClosesResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_EnqueueOrderClosesResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw RPCError(code: .unimplemented, message: "payments ask for no such thing")
    }
}
