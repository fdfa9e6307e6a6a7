public import Clocks

/// What a provider says has become of a payment.
public struct PaymentNotification: Sendable, Hashable {
    /// Our number of the payment, `out_trade_no`.
    public var paymentSn: String
    /// The provider's number of it; empty where nothing was paid.
    public var transactionID: String
    /// In fen.
    public var amount: Int64
    /// How it was paid: `JSAPI`, `APP`, …
    public var tradeType: String
    /// The provider's word for the state: `SUCCESS`, `CLOSED`, `PAYERROR`, …
    public var tradeState: String
    /// The state in the provider's words for people.
    public var description: String
    /// When it was paid; `nil` where it was not.
    public var successTime: Timestamp?

    public init(
        paymentSn: String, transactionID: String, amount: Int64, tradeType: String, tradeState: String,
        description: String, successTime: Timestamp?
    ) {
        self.paymentSn = paymentSn
        self.transactionID = transactionID
        self.amount = amount
        self.tradeType = tradeType
        self.tradeState = tradeState
        self.description = description
        self.successTime = successTime
    }

    /// The one ``tradeState`` that means money has been paid.
    public static let success = "SUCCESS"

    /// Whether money has been paid.
    public var isSuccess: Bool { tradeState == Self.success }
}
