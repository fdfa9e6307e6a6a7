import GRPCCore
import MqueueContract

/// An mqueue-rpc that is never called, because nothing relays to it.
struct SilentQueue: Pb_mqueue.ClientProtocol {
    func aqDeferHomestayOrderClose<Result>(
        request: ClientRequest<Pb_AqDeferHomestayOrderCloseReq>,
        serializer: some MessageSerializer<Pb_AqDeferHomestayOrderCloseReq>,
        deserializer: some MessageDeserializer<Pb_AqDeferHomestayOrderCloseResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_AqDeferHomestayOrderCloseResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw unexpected
    }

    func kqPaymenStatusUpdate<Result>(
        request: ClientRequest<Pb_KqPaymenStatusUpdateReq>,
        serializer: some MessageSerializer<Pb_KqPaymenStatusUpdateReq>,
        deserializer: some MessageDeserializer<Pb_KqPaymenStatusUpdateResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_KqPaymenStatusUpdateResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw unexpected
    }

    func sendWxMiniSubMessage<Result>(
        request: ClientRequest<Pb_SendWxMiniSubMessageReq>,
        serializer: some MessageSerializer<Pb_SendWxMiniSubMessageReq>,
        deserializer: some MessageDeserializer<Pb_SendWxMiniSubMessageResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_SendWxMiniSubMessageResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw unexpected
    }

    private var unexpected: RPCError { RPCError(code: .unimplemented, message: "nothing relays here") }
}

extension SilentQueue: Pb_mqueueBatch.ClientProtocol {
    func enqueueOrderCloses<Result>(
        request: ClientRequest<Pb_EnqueueOrderClosesReq>,
        serializer: some MessageSerializer<Pb_EnqueueOrderClosesReq>,
        deserializer: some MessageDeserializer<Pb_EnqueueOrderClosesResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_EnqueueOrderClosesResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw unexpected
    }

    func publishPaymentStatuses<Result>(
        request: ClientRequest<Pb_PublishPaymentStatusesReq>,
        serializer: some MessageSerializer<Pb_PublishPaymentStatusesReq>,
        deserializer: some MessageDeserializer<Pb_PublishPaymentStatusesResp>, options: CallOptions,
        onResponse handleResponse:
            @Sendable @escaping (ClientResponse<Pb_PublishPaymentStatusesResp>) async throws -> Result
    ) async throws -> Result where Result: Sendable {
        throw unexpected
    }
}
