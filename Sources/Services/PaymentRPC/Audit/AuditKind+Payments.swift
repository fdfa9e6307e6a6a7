public import Auditing

extension AuditKind {
    /// An order has been paid with two payments, and neither was given back.
    public static let twoPayments = AuditKind(
        "two-payments", .breach, advice: "refund one of the payments with the provider")
    /// A payment's history does not lead to the status that it has.
    public static let paymentHistoryBroken = AuditKind(
        "payment-history-broken", .breach,
        advice: "compare it with what the provider says of its transaction, and set right by hand what was done to it")
    /// A payment is refunded and there is no refund of all of it, or the other way round.
    public static let refundMismatch = AuditKind(
        "refund-mismatch", .breach,
        advice: "ask the provider what was given back, and set right by hand what stands here")
    /// A refund that the provider has not agreed to, and that nobody is going to ask it for.
    public static let refundForgotten = AuditKind(
        "refund-forgotten", .breach, advice: "have it asked for again with --repair")
}
