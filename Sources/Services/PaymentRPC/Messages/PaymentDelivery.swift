import Clocks
import Database
import GRPCCore
import Logging
import MqueueContract
import Outbox
import PaymentProvider
import SwiftProtobuf

/// Delivers what the outbox holds: events to the queue, refunds to the provider. What throws is tried again later.
struct PaymentDelivery: Sendable {
    let database: any Database
    let queue: any Pb_mqueue.ClientProtocol
    let provider: any PaymentProvider
    let clock: any WallClock
    let logger: Logger

    func deliver(_ message: OutboxMessage) async throws {
        switch try PaymentMessage(message) {
        case .statusChanged(let paymentSn, let orderSn, let status):
            try await announce(status, of: paymentSn, orderSn: orderSn)
        case .refund(let sn):
            try await refund(sn)
        }
    }

    /// Has the queue publish a payment's status. Messages are delivered side by side, and a refund must not overtake
    /// the payment that it refunds.
    private func announce(_ status: PayStatus, of paymentSn: String, orderSn: String) async throws {
        let announced = try await database.read { try PaymentTable($0).announced(sn: paymentSn) } ?? 0
        guard announced < status.rawValue else { return }
        if status == .refunded, announced < PayStatus.paid.rawValue { throw OutOfTurn(paymentSn: paymentSn) }
        var options = CallOptions.defaults
        options.timeout = .seconds(5)
        _ = try await queue.kqPaymenStatusUpdate(
            .with {
                $0.orderSn = orderSn
                $0.payStatus = status.rawValue
            }, options: options)
        try await database.write { try PaymentTable($0).setAnnounced(status, sn: paymentSn) }
    }

    /// Has the provider give money back. Asking twice under one number is one refund.
    private func refund(_ sn: String) async throws {
        guard let refund = try await database.read({ try RefundTable($0).pending(sn: sn) }) else { return }
        guard refund.payMode == provider.name else {
            throw PaymentProviderError(
                .configuration, "the payment was made with \(refund.payMode), and \(provider.name) is set up")
        }
        let receipt = try await provider.refund(refund.request)
        let now = clock.now
        try await database.write { try RefundTable($0).setDone(sn, receipt, at: now) }
        logger.info("refunded", metadata: ["refund": "\(sn)", "payment": "\(refund.request.paymentSn)"])
    }

    /// The payment itself has not been announced yet.
    private struct OutOfTurn: Error, CustomStringConvertible {
        let paymentSn: String
        var description: String { "the payment \(paymentSn) is announced before its refund" }
    }
}
