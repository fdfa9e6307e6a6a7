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
