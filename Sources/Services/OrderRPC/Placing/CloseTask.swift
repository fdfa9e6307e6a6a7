import Clocks
import Database
import Outbox
import Tracing

/// The task that closes an order which stays unpaid. It is written with the order and relayed to the queue after it.
enum CloseTask {
    static let kind = "close-order"

    /// The statement that writes it.
    /// - Parameter context: the trace of the request that placed the order.
    static func addition(
        for sn: String, at moment: Timestamp, under context: ServiceContext? = nil
    ) -> DatabaseStatement {
        Outbox.addition(kind: kind, key: sn, payload: [], at: moment, under: context)
    }
}
