import ErrorContract
import ServiceKit

extension Payment {
    /// What an update means for a payment.
    enum Step: Equatable {
        /// It has been applied before: a success that changes nothing.
        case keep
        case fail
        case pay
        case refund
    }

    /// What `update` means for this payment.
    ///
    /// Money is real even when it comes late, so that a failed payment can still be paid. The notification of a payment
    /// that was refunded since is a replay, not a second payment.
    /// - Throws: `wrongStatus` where a payment's life does not go there; `otherTransaction` where the update speaks of
    ///   other money than that which this payment was paid with.
    func step(for update: TradeUpdate) throws(ServiceError) -> Step {
        switch (status, update.status) {
        case (.unpaid, .failed):
            return .fail
        case (.unpaid, .paid), (.failed, .paid):
            return .pay
        case (.paid, .paid), (.refunded, .paid), (.refunded, .refunded):
            try checkTransaction(of: update)
            return .keep
        case (.paid, .refunded):
            try checkTransaction(of: update)
            return .refund
        case (.unpaid, .unpaid), (.failed, .failed):
            return .keep
        case (_, .unpaid), (.paid, .failed), (.refunded, .failed), (.unpaid, .refunded), (.failed, .refunded):
            throw ServiceError(
                .wrongStatus, "the payment is \(status.words) and cannot become \(update.status.words)")
        }
    }

    private func checkTransaction(of update: TradeUpdate) throws(ServiceError) {
        // A refund need not say which money it gives back: there is only the one.
        guard update.transactionID.isEmpty || update.transactionID == transactionID else {
            throw ServiceError(.otherTransaction, "the payment was paid with another transaction")
        }
    }
}
