import Clocks
import Database
import ErrorContract
import ServiceKit

/// Makes payments.
struct PaymentCreation: Sendable {
    let database: any Database
    let numbers: SerialNumbers
    let clock: any WallClock

    /// Makes a payment and returns its number; where the order has one already that awaits the same money, that one's.
    ///
    /// An order has at most one payment that awaits the guest, so that one for another amount fails and a new one takes
    /// its place.
    /// - Throws: `orderPaid`; `otherPayer` where another user is about to pay the order.
    func create(_ new: NewPayment) async throws -> String {
        let now = clock.now
        return try await database.writeAfterConflicts { connection in
            let payments = PaymentTable(connection)
            // In this order: on PostgreSQL, a payment that is paid between the two is found by the second.
            let unpaid = try payments.unpaid(orderSn: new.orderSn)
            guard try payments.paid(orderSn: new.orderSn) == nil else {
                throw ServiceError(.orderPaid, "this order is paid already")
            }
            if let unpaid {
                guard unpaid.userID == new.userID else {
                    throw ServiceError(.otherPayer, "another user is about to pay this order")
                }
                if new.isMet(by: unpaid) { return unpaid.sn }
                try replace(unpaid, at: now, in: connection)
            }
            let sn = numbers.payment(at: now)
            guard try payments.insert(new, sn: sn, at: now) else {
                throw DatabaseError(.conflict, "the payment number \(sn) is in use")
            }
            try HistoryTable(connection).add(
                sn, from: nil, to: .unpaid, at: now, Cause(actor: "guest:\(new.userID)", reason: "created"))
            return sn
        }
    }

    private func replace(_ unpaid: Payment, at now: Timestamp, in connection: any DatabaseConnection) throws {
        var replaced = unpaid
        replaced.status = .failed
        replaced.tradeStateDesc = "replaced by a payment on other terms"
        replaced.updatedAt = now
        try PaymentTable(connection).update(replaced, from: unpaid.status)
        try HistoryTable(connection).add(
            unpaid.sn, from: unpaid.status, to: .failed, at: now,
            Cause(actor: "guest:\(unpaid.userID)", reason: replaced.tradeStateDesc))
    }
}
