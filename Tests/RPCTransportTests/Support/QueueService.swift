import GRPCCore
import MqueueContract

/// A service whose one method does what a test wants.
struct QueueService: Pb_mqueue.SimpleServiceProtocol {
    typealias Method = @Sendable (Pb_KqPaymenStatusUpdateReq, ServerContext) async throws -> Void

    /// What `kqPaymenStatusUpdate` does. It answers nothing.
    let method: Method

    init(_ method: @escaping Method = { _, _ in }) {
        self.method = method
    }

    func kqPaymenStatusUpdate(
        request: Pb_KqPaymenStatusUpdateReq, context: ServerContext
    ) async throws -> Pb_KqPaymenStatusUpdateResp {
        try await method(request, context)
        return Pb_KqPaymenStatusUpdateResp()
    }

    func aqDeferHomestayOrderClose(
        request: Pb_AqDeferHomestayOrderCloseReq, context: ServerContext
    ) async throws -> Pb_AqDeferHomestayOrderCloseResp { .init() }

    func sendWxMiniSubMessage(
        request: Pb_SendWxMiniSubMessageReq, context: ServerContext
    ) async throws -> Pb_SendWxMiniSubMessageResp { .init() }
}
