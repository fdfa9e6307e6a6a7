public import HTTPTypes

/// Someone who takes guests' money: WeChat Pay, or the sandbox in development.
///
/// A payment goes through three hands: ``prepare(_:)`` tells the provider of it and gives the guest's app what it needs
/// to show the provider's dialogue; the guest pays there; the provider then posts a notification to us, which
/// ``notification(headers:body:)`` checks.
public protocol PaymentProvider: Sendable {
    /// The name under which payments are recorded, `payModel` of the contract: `WECHAT_PAY`, `SANDBOX`.
    var name: String { get }

    /// Tells the provider of a payment to come, and returns what the guest's app opens the dialogue with.
    ///
    /// The same payment may be prepared again, for a guest who closed the dialogue.
    /// - Throws: ``PaymentProviderError``
    func prepare(_ charge: Charge) async throws(PaymentProviderError) -> PreparedPayment

    /// Checks that a notification comes from the provider and is recent, and reads it.
    ///
    /// - Parameters:
    ///   - headers: the HTTP headers it came with.
    ///   - body: its body, byte for byte.
    /// - Throws: ``PaymentNotificationError``. Nothing of such a notification may be believed.
    func notification(
        headers: HTTPFields, body: [UInt8]
    ) async throws(PaymentNotificationError) -> PaymentNotification

    /// Gives money back. The same refund number asked for again is the same refund, so that it is safe to repeat.
    /// - Throws: ``PaymentProviderError``
    func refund(_ request: RefundRequest) async throws(PaymentProviderError) -> RefundReceipt
}
