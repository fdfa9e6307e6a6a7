import Clocks
import Database

/// Finds the orders whose time is over, however they were forgotten.
///
/// Any number of sweeps may run at once: an order that another one moves meanwhile is left to that one.
struct OrderSweep: Sendable {
    /// Orders moved in one transaction: enough to be quick, few enough not to hold up guests.
    static let batch = 100

    let database: any Database
    let clock: any WallClock
    let calendar: LocalCalendar
    /// How long an order may stay unpaid.
    let closeAfter: Duration

    /// Closes the orders that stayed unpaid too long, and returns how many there were.
    func closeUnpaid() async throws -> Int64 {
        let cause = Cause(actor: "order-rpc", reason: "unpaid for \(closeAfter.text)")
        return try await sweep(to: .cancelled, cause) { orders, now in
            try orders.unpaid(placedBy: now - closeAfter, limit: Self.batch)
        }
    }

    /// Expires the paid orders whose day of departure has passed, and returns how many there were.
    func expirePaid() async throws -> Int64 {
        try await sweep(to: .expired, Cause(actor: "order-rpc", reason: "the departure day passed unused")) {
            orders, now in
            try orders.paid(leavingBefore: calendar.start(of: calendar.day(ofSeconds: now.seconds)), limit: Self.batch)
        }
    }

    /// Forgets idempotency keys that no client repeats any more.
    func forgetKeys() async throws {
        let moment = clock.now - IdempotencyTable.retention
        try await database.write { try IdempotencyTable($0).forget(before: moment) }
    }

    private func sweep(
        to state: TradeState, _ cause: Cause, find: @escaping @Sendable (OrderTable, Timestamp) throws -> [Order]
    ) async throws -> Int64 {
        var total: Int64 = 0
        while true {
            let now = clock.now
            let (found, moved) = try await database.writeAfterConflicts { connection in
                let orders = try find(OrderTable(connection), now)
                let moved = try OrderTransitions.moveAll(orders, to: state, cause, at: now, in: connection)
                return (orders.count, moved.count)
            }
            total += Int64(moved)
            guard found == Self.batch else { return total }
        }
    }
}
