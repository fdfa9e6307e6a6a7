import Clocks
import Database
import ErrorContract
import Logging
import ServiceKit
import Tracing

/// Moves payments from one status to the next, each move in one transaction with all that follows from it.
struct PaymentTransitions: Sendable {
    let database: any Database
    let numbers: SerialNumbers
    let clock: any WallClock
    let logger: Logger
    /// Called when there is something in the outbox.
    let wakeRelay: @Sendable () -> Void

    /// Applies an update. One that was applied before is a success that changes nothing.
    ///
    /// - Parameter caller: who asks, and on whose behalf.
    /// - Throws: `paymentNotFound`, also for another user's; `wrongStatus`, `otherTransaction`.
    func apply(_ update: TradeUpdate, for caller: CallMetadata) async throws {
        let now = clock.now
        let context = ServiceContext.current
        let outcome = try await database.writeAfterConflicts { connection in
            guard let payment = try PaymentTable(connection).payment(sn: update.paymentSn),
                caller.mayAct(for: payment.userID)
            else { throw ServiceError(.paymentNotFound, "no such payment") }
            let move = PaymentMove(payment, update, numbers: numbers, at: now, under: context, in: connection)
            return try move.run(payment.step(for: update))
        }
        switch outcome {
        case .kept: return
        case .moved: break
        case .paidTwice(let orderSn):
            logger.warning(
                "an order was paid twice, the second payment is refunded",
                metadata: ["order": "\(orderSn)", "payment": "\(update.paymentSn)"])
        }
        wakeRelay()
    }
}
