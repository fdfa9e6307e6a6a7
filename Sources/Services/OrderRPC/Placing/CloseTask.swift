import Database
import MqueueContract
import Outbox
import SwiftProtobuf

/// The task that closes an order which stays unpaid. It is written with the order and relayed to the queue after it.
enum CloseTask {
    static let kind = "close-order"

    static func add(for order: Order, in connection: any DatabaseConnection) throws {
        try Outbox.add(kind: kind, key: order.sn, payload: [], at: order.createdAt, in: connection)
    }

    /// Hands a relayed task to the queue. The order's number is the task's id there, so twice is as good as once.
    static func deliver(_ message: OutboxMessage, to queue: any Pb_mqueue.ClientProtocol) async throws {
        _ = try await queue.aqDeferHomestayOrderClose(.with { $0.sn = message.key })
    }
}
