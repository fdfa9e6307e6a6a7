import Clocks
import Database
import ErrorContract
import ServiceKit
import Tracing

/// One step in a payment's life, within a transaction.
struct PaymentMove {
    enum Outcome: Sendable, Hashable {
        case kept
        case moved
        /// Money was taken for an order that had been paid with another payment.
        case paidTwice(orderSn: String)
    }

    private let payment: Payment
    private let update: TradeUpdate
    private let numbers: SerialNumbers
    private let now: Timestamp
    private let context: ServiceContext?
    private let connection: any DatabaseConnection

    /// - Parameter context: the trace of the request.
    init(
        _ payment: Payment, _ update: TradeUpdate, numbers: SerialNumbers, at now: Timestamp,
        under context: ServiceContext?, in connection: any DatabaseConnection
    ) {
        self.payment = payment
        self.update = update
        self.numbers = numbers
        self.now = now
        self.context = context
        self.connection = connection
    }

    func run(_ step: Payment.Step) throws -> Outcome {
        switch step {
        case .keep: return .kept
        case .fail: try fail()
        case .refund: try refund()
        case .pay: return try pay()
        }
        return .moved
    }

    private func fail() throws {
        try PaymentTable(connection).update(updated(to: .failed), from: payment.status)
        try record(from: payment.status, to: .failed)
    }

    private func pay() throws -> Outcome {
        let payments = PaymentTable(connection)
        let known = try payments.payment(payMode: payment.payMode, transactionID: update.transactionID)
        // On PostgreSQL it may be this payment, paid by someone else since it was read: its update will tell.
        guard known == nil || known?.sn == payment.sn else {
            throw ServiceError(.otherTransaction, "another payment was paid with this transaction")
        }
        var paid = updated(to: .paid)
        paid.paidAt = update.paidAt ?? now
        try record(from: payment.status, to: .paid)
        guard try payments.paid(orderSn: payment.orderSn) == nil else {
            let reason = "the order had been paid already"
            paid.status = .refunded
            paid.tradeStateDesc = reason
            try payments.update(paid, from: payment.status)
            try record(from: .paid, to: .refunded, Cause(actor: "payment-rpc", reason: reason))
            try giveBack(paid, reason: reason)
            return .paidTwice(orderSn: payment.orderSn)
        }
        try payments.update(paid, from: payment.status)
        try PaymentMessage.statusChanged(paid).add(at: now, under: context, in: connection)
        return .moved
    }

    private func refund() throws {
        let refunded = updated(to: .refunded)
        try PaymentTable(connection).update(refunded, from: payment.status)
        try record(from: payment.status, to: .refunded)
        try giveBack(refunded, reason: update.tradeStateDesc)
        try PaymentMessage.statusChanged(refunded).add(at: now, under: context, in: connection)
    }

    private func giveBack(_ payment: Payment, reason: String) throws {
        let sn = numbers.refund(at: now)
        guard try RefundTable(connection).insert(sn, of: payment, reason: reason, at: now) else {
            throw DatabaseError(.conflict, "the refund number \(sn) is in use")
        }
        try PaymentMessage.refund(sn: sn).add(at: now, under: context, in: connection)
    }

    private func record(from: PayStatus, to: PayStatus, _ cause: Cause? = nil) throws {
        try HistoryTable(connection).add(payment.sn, from: from, to: to, at: now, cause ?? update.cause)
    }

    /// The payment with what the update says.
    private func updated(to status: PayStatus) -> Payment {
        var updated = payment
        updated.status = status
        updated.updatedAt = now
        if !update.tradeState.isEmpty { updated.tradeState = update.tradeState }
        if !update.tradeType.isEmpty { updated.tradeType = update.tradeType }
        if !update.tradeStateDesc.isEmpty { updated.tradeStateDesc = update.tradeStateDesc }
        if !update.transactionID.isEmpty { updated.transactionID = update.transactionID }
        return updated
    }
}
