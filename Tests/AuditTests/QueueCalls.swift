import GRPCCore
import MqueueContract
import SwiftProtobuf
import TestSupport

/// What relays asked of the queue, with repetitions.
final class QueueCalls: Sendable {
    private let closingCalls = Collector<String>()
    private let eventCalls = Collector<String>()

    /// The orders whose close task was enqueued.
    var closings: [String] { closingCalls.values }
    /// The orders and payment statuses that were published.
    var events: [String] { eventCalls.values }

    /// The queue that counts and hands on.
    func counting(_ queue: any Pb_mqueue.ClientProtocol) -> any Pb_mqueue.SimpleServiceProtocol {
        Door(queue: queue, calls: self)
    }

    /// The queue that counts what comes in batches, and hands it on.
    func counting(_ queue: any Pb_mqueueBatch.ClientProtocol) -> any Pb_mqueueBatch.SimpleServiceProtocol {
        BatchDoor(queue: queue, calls: self)
    }

    private struct BatchDoor: Pb_mqueueBatch.SimpleServiceProtocol {
        let queue: any Pb_mqueueBatch.ClientProtocol
        let calls: QueueCalls

        func enqueueOrderCloses(
            request: Pb_EnqueueOrderClosesReq, context: ServerContext
        ) async throws -> Pb_EnqueueOrderClosesResp {
            for order in request.orders { calls.closingCalls.append(order.sn) }
            return try await queue.enqueueOrderCloses(request)
        }

        func publishPaymentStatuses(
            request: Pb_PublishPaymentStatusesReq, context: ServerContext
        ) async throws -> Pb_PublishPaymentStatusesResp {
            for status in request.statuses { calls.eventCalls.append("\(status.orderSn) \(status.payStatus)") }
            return try await queue.publishPaymentStatuses(request)
        }
    }

    private struct Door: Pb_mqueue.SimpleServiceProtocol {
        let queue: any Pb_mqueue.ClientProtocol
        let calls: QueueCalls

        func aqDeferHomestayOrderClose(
            request: Pb_AqDeferHomestayOrderCloseReq, context: ServerContext
        ) async throws -> Pb_AqDeferHomestayOrderCloseResp {
            calls.closingCalls.append(request.sn)
            return try await queue.aqDeferHomestayOrderClose(request)
        }

        func kqPaymenStatusUpdate(
            request: Pb_KqPaymenStatusUpdateReq, context: ServerContext
        ) async throws -> Pb_KqPaymenStatusUpdateResp {
            calls.eventCalls.append("\(request.orderSn) \(request.payStatus)")
            return try await queue.kqPaymenStatusUpdate(request)
        }

        func sendWxMiniSubMessage(
            request: Pb_SendWxMiniSubMessageReq, context: ServerContext
        ) async throws -> Pb_SendWxMiniSubMessageResp {
            try await queue.sendWxMiniSubMessage(request)
        }
    }
}
