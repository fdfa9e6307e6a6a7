import Clocks
import Database
import ErrorContract
import ServiceKit

/// Moves orders from one state to the next, each move in one transaction.
struct OrderTransitions: Sendable {
    let database: any Database
    let clock: any WallClock

    /// What came of a request for a state.
    enum Outcome: Sendable {
        case done(Order)
        case refused(Order)
    }

    /// Brings an order into a state. Asking for the state it has is a success.
    ///
    /// - Parameter caller: who asks, and on whose behalf.
    /// - Throws: `orderNotFound`, also for another guest's order; `wrongState` where the order's life does not go
    ///   there.
    func move(_ sn: String, to state: TradeState, for caller: CallMetadata, _ cause: Cause) async throws -> Order {
        let now = clock.now
        let outcome = try await database.writeAfterConflicts { connection in
            guard let order = try OrderTable(connection).order(sn: sn), caller.mayAct(for: order.userID) else {
                throw ServiceError(.orderNotFound, "no such order")
            }
            return try Self.move(order, to: state, cause, at: now, in: connection)
        }
        switch outcome {
        case .done(let order): return order
        case .refused(let order):
            throw ServiceError(.wrongState, "the order is \(order.state.words) and cannot become \(state.words)")
        }
    }

    /// The same for an order that was read in this transaction.
    static func move(
        _ order: Order, to state: TradeState, _ cause: Cause, at moment: Timestamp,
        in connection: any DatabaseConnection
    ) throws -> Outcome {
        switch order.state.request(state) {
        case .already:
            return .done(order)
        case .refused:
            // Money that arrived for a closed order is given back elsewhere; the order's own record tells of it too.
            if order.state == .cancelled, state == .paid {
                try HistoryTable(connection).refused(order, to: state, at: moment, cause)
            }
            return .refused(order)
        case .change:
            guard try OrderTable(connection).setState(state, of: order) else {
                throw DatabaseError(.conflict, "order \(order.sn) was changed meanwhile")
            }
            try complete(order, to: state, cause, at: moment, in: connection)
            var changed = order
            changed.state = state
            changed.version += 1
            return .done(changed)
        }
    }

    /// Moves those of the orders that nobody has moved since they were read, and returns them.
    ///
    /// All the orders come before all the nights, and each of the two in one sequence, so that those who sweep at the
    /// same time, and guests, never wait for each other in a circle.
    /// - Parameter orders: read in this transaction, in a state from which this one is reached.
    static func moveAll(
        _ orders: [Order], to state: TradeState, _ cause: Cause, at moment: Timestamp,
        in connection: any DatabaseConnection
    ) throws -> [Order] {
        let table = OrderTable(connection)
        let moved = try orders.sorted { $0.id < $1.id }.filter { try table.setState(state, of: $0) }
        let byNight = moved.sorted {
            ($0.homestay.id, $0.stay.firstNight.number) < ($1.homestay.id, $1.stay.firstNight.number)
        }
        for order in byNight { try complete(order, to: state, cause, at: moment, in: connection) }
        return moved
    }

    /// What goes with an order's change of state.
    private static func complete(
        _ order: Order, to state: TradeState, _ cause: Cause, at moment: Timestamp,
        in connection: any DatabaseConnection
    ) throws {
        if state.releasesNights { try NightTable(connection).release(for: order) }
        try HistoryTable(connection).changed(order, to: state, at: moment, cause)
    }
}
