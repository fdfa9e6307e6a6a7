/// Money that is to be given back.
public struct RefundRequest: Sendable, Hashable {
    /// Our number of the refund: the same number is the same refund.
    public var refundSn: String
    /// Our number of the payment.
    public var paymentSn: String
    /// The provider's number of the payment.
    public var transactionID: String
    /// What is given back, in fen.
    public var amount: Int64
    /// What had been paid, in fen.
    public var total: Int64
    /// Why, as the provider shows it to the guest.
    public var reason: String

    public init(
        refundSn: String, paymentSn: String, transactionID: String, amount: Int64, total: Int64, reason: String
    ) {
        self.refundSn = refundSn
        self.paymentSn = paymentSn
        self.transactionID = transactionID
        self.amount = amount
        self.total = total
        self.reason = reason
    }
}

/// A provider's word that it gives money back.
public struct RefundReceipt: Sendable, Hashable {
    /// The provider's number of the refund.
    public var refundID: String

    public init(refundID: String) {
        self.refundID = refundID
    }
}
