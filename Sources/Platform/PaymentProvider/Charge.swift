/// What a guest is to pay.
public struct Charge: Sendable, Hashable {
    /// Our number of the payment, which the provider knows it by: `out_trade_no`.
    public var paymentSn: String
    /// In fen, above zero.
    public var amount: Int64
    /// What it is for, as the provider shows it to the guest.
    public var description: String
    /// The guest who pays.
    public var userID: Int64

    public init(paymentSn: String, amount: Int64, description: String, userID: Int64) {
        self.paymentSn = paymentSn
        self.amount = amount
        self.description = description
        self.userID = userID
    }
}
