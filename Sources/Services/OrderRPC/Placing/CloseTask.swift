import Database
import Outbox

/// The task that closes an order which stays unpaid. It is written with the order and relayed to the queue after it.
enum CloseTask {
    static let kind = "close-order"

    /// The statement that writes it.
    static func addition(for order: Order) -> DatabaseStatement {
        Outbox.addition(kind: kind, key: order.sn, payload: [], at: order.createdAt)
    }
}
