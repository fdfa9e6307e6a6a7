import Clocks
import Database
import Outbox

/// The task that closes an order which stays unpaid. It is written with the order and relayed to the queue after it.
enum CloseTask {
    static let kind = "close-order"

    /// The statement that writes it.
    static func addition(for sn: String, at moment: Timestamp) -> DatabaseStatement {
        Outbox.addition(kind: kind, key: sn, payload: [], at: moment)
    }
}
