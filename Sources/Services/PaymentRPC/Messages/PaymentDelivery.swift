import Clocks
import Database
import Logging
import Outbox
import PaymentProvider

/// Delivers what the outbox holds: events to the queue, refunds to the provider. What fails is tried again later.
struct PaymentDelivery: Sendable {
    let database: any Database
    let announcement: StatusAnnouncement
    let provider: any PaymentProvider
    let clock: any WallClock
    let logger: Logger

    /// - Parameter messages: messages of one kind.
    /// - Returns: those that were not delivered, each with the reason.
    func deliver(_ messages: [OutboxMessage]) async throws -> [OutboxMessage.ID: any Error] {
        guard let kind = messages.first?.kind else { return [:] }
        switch kind {
        case PaymentMessage.Kind.status: return try await announcement.deliver(messages)
        case PaymentMessage.Kind.refund: return await messages.deliverEach { try await refund($0.key) }
        default: throw PaymentMessage.Unknown(kind: kind)
        }
    }

    /// Has the provider give money back. Asking twice under one number is one refund.
    private func refund(_ sn: String) async throws {
        guard let refund = try await database.query({ try RefundTable($0).pending(sn: sn) }) else { return }
        guard refund.payMode == provider.name else {
            throw PaymentProviderError(
                .configuration, "the payment was made with \(refund.payMode), and \(provider.name) is set up")
        }
        let receipt = try await provider.refund(refund.request)
        let now = clock.now
        try await database.write { try RefundTable($0).setDone(sn, receipt, at: now) }
        logger.info("refunded", metadata: ["refund": "\(sn)", "payment": "\(refund.request.paymentSn)"])
    }
}
