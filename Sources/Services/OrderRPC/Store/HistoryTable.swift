import Clocks
import Database

/// The record of what happened to each order, within a transaction.
struct HistoryTable {
    let connection: any DatabaseConnection

    init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    /// The statement that records that an order was placed, once it is stored. It finds the order's id by its number,
    /// so that both can be sent at once.
    static func placing(of order: Order) -> DatabaseStatement {
        DatabaseStatement(
            """
            INSERT INTO homestay_order_history (order_id, from_state, to_state, applied, at, actor, reason)
            SELECT id, NULL, $2, 1, $3, $4, 'placed' FROM homestay_order WHERE sn = $1
            """,
            order.sn, order.state.rawValue, order.createdAt.nanoseconds, "guest:\(order.userID)")
    }

    func changed(_ order: Order, to state: TradeState, at moment: Timestamp, _ cause: Cause) throws {
        try add(order.id, from: order.state, to: state, applied: true, at: moment, cause)
    }

    /// Records a refused transition, once, however often it is asked for.
    func refused(_ order: Order, to state: TradeState, at moment: Timestamp, _ cause: Cause) throws {
        // Changes nothing, and has those who ask at the same time wait for each other where there are several writers.
        try connection.execute("UPDATE homestay_order SET version = version WHERE id = $1", order.id)
        let isKnown = try connection.firstRow(
            "SELECT 1 FROM homestay_order_history WHERE order_id = $1 AND to_state = $2 AND applied = 0",
            order.id, state.rawValue
        ) { row in try row.next() as Int64 }
        guard isKnown == nil else { return }
        try add(order.id, from: order.state, to: state, applied: false, at: moment, cause)
    }

    private func add(
        _ orderID: Int64, from: TradeState?, to: TradeState, applied: Bool, at moment: Timestamp, _ cause: Cause
    ) throws {
        try connection.execute(
            """
            INSERT INTO homestay_order_history (order_id, from_state, to_state, applied, at, actor, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            orderID, from?.rawValue, to.rawValue, applied, moment.nanoseconds, cause.actor, cause.reason)
    }
}

/// Who asked for a transition, and why.
struct Cause: Sendable, Hashable {
    let actor: String
    let reason: String
}
