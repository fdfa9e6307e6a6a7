import EventLog
import GRPCCore
import MqueueContract
import QueueContract
import ServiceKit
import TaskQueue

/// `pb.mqueue` over gRPC.
struct MqueueService: Pb_mqueue.SimpleServiceProtocol {
    let tasks: TaskQueueClient
    let events: any EventProducer
    /// How long after its enqueueing a close task runs.
    let closeAfter: Duration

    func aqDeferHomestayOrderClose(
        request: Pb_AqDeferHomestayOrderCloseReq, context: ServerContext
    ) async throws -> Pb_AqDeferHomestayOrderCloseResp {
        guard !request.sn.isEmpty else { throw ServiceError(.parameter, "sn is missing") }
        do {
            try await tasks.enqueue(
                CloseHomestayOrder(sn: request.sn), options: TaskOptions(taskID: request.sn, processIn: closeAfter))
        } catch  where error.code == .taskIDConflict {
            // Asked for again: the task is there.
        } catch {
            throw ServiceError(queue: error)
        }
        return .init()
    }

    func kqPaymenStatusUpdate(
        request: Pb_KqPaymenStatusUpdateReq, context: ServerContext
    ) async throws -> Pb_KqPaymenStatusUpdateResp {
        try await send(.status(request.payStatus, ofOrder: request.orderSn))
        return .init()
    }

    func sendWxMiniSubMessage(
        request: Pb_SendWxMiniSubMessageReq, context: ServerContext
    ) async throws -> Pb_SendWxMiniSubMessageResp {
        guard !request.openid.isEmpty else { throw ServiceError(.parameter, "Openid is missing") }
        guard !request.templateID.isEmpty else { throw ServiceError(.parameter, "TemplateID is missing") }
        let message = MiniProgramMessage(
            openid: request.openid, templateID: request.templateID, page: request.page, data: request.data)
        try await send(Event(topic: MiniProgramMessage.topic, key: message.openid, value: try message.json()))
        return .init()
    }

    private func send(_ event: Event) async throws {
        do {
            try await events.send(event)
        } catch {
            throw ServiceError(events: error)
        }
    }
}
