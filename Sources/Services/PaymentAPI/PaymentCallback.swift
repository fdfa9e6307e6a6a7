import APIRuntime
import Clocks
import ErrorContract
import GRPCCore
import PaymentContract
import PaymentProvider
import ServiceKit
import SwiftProtobuf

/// Takes the provider's notifications.
struct PaymentCallback: Sendable {
    let payments: any Pb_payment.ClientProtocol
    let provider: any PaymentProvider

    /// - Throws: an error that tells the provider whether to send it again.
    func take(_ request: APIRequest) async throws {
        let notification: PaymentNotification
        do {
            notification = try await provider.notification(headers: request.headers, body: request.body)
        } catch {
            throw ServiceError(error)
        }
        try await apply(notification)
    }

    /// Passes on what a notification says, once it fits the payment it speaks of.
    private func apply(_ notification: PaymentNotification) async throws {
        let answer = try await payments.getPaymentBySn(.with { $0.sn = notification.paymentSn })
        guard answer.hasPaymentDetail else { throw ServiceError(.paymentNotFound, "no such payment") }
        let payment = answer.paymentDetail
        guard payment.payMode == provider.name else {
            throw ServiceError(.otherProvider, "payment \(payment.sn) is made with another provider")
        }
        guard payment.payTotal == notification.amount else {
            throw ServiceError(
                .wrongAmount, "payment \(payment.sn) is for \(payment.payTotal) fen, not \(notification.amount)")
        }
        if notification.isSuccess {
            try await update(notification, status: 1)
        } else if payment.payStatus == 0 {
            try await fail(notification)
        }
    }

    private func fail(_ notification: PaymentNotification) async throws {
        do {
            try await update(notification, status: -1)
        } catch let error as RPCError where ServiceError(error).code.kind == .conflict {
            // It was paid a moment ago. That it had failed before no longer matters.
        }
    }

    private func update(_ notification: PaymentNotification, status: Int64) async throws {
        _ = try await payments.updateTradeState(
            .with {
                $0.sn = notification.paymentSn
                $0.tradeState = notification.tradeState
                $0.transactionID = notification.transactionID
                $0.tradeType = notification.tradeType
                // The record has no room for more, and it is no reason to refuse money.
                $0.tradeStateDesc = String(
                    String.UnicodeScalarView(notification.description.unicodeScalars.prefix(256)))
                $0.payStatus = status
                $0.payTime = notification.successTime?.seconds ?? 0
            }, metadata: CallMetadata(actor: "payment-api", reason: "notified by \(provider.name)").metadata)
    }
}
