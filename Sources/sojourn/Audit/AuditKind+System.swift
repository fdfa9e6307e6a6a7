import Auditing

/// The rules that hold between the stores.
extension AuditKind {
    /// Money arrived, and the order still awaits it.
    static let paymentNotApplied = AuditKind(
        "payment-not-applied", .breach, advice: "is order-mq running? Have the payment announced again with --repair")
    /// Money arrived for an order that had closed, and it was kept.
    static let paymentNotRefunded = AuditKind(
        "payment-not-refunded", .breach, advice: "is order-mq running? Have the payment announced again with --repair")
    /// Money was given back, and the order still counts as paid.
    static let refundNotApplied = AuditKind(
        "refund-not-applied", .breach, advice: "is order-mq running? Have the refund announced again with --repair")
    /// The order and its payment do not say the same of a refund, and no event mends that.
    static let refundOneSided = AuditKind(
        "refund-one-sided", .breach, advice: "ask the provider what was given back, and settle it with the guest")
    /// An order went on as paid, and no money arrived for it.
    static let paidWithoutPayment = AuditKind(
        "paid-without-payment", .breach, advice: "ask the provider for the order's transactions")
    /// Money arrived for an order that there is not.
    static let paymentWithoutOrder = AuditKind(
        "payment-without-order", .breach, advice: "look for the order in the backups, or refund the payment")
    /// The guest paid another amount than the order comes to.
    static let amountDiffers = AuditKind(
        "amount-differs", .breach, advice: "settle the difference with the guest")
    /// Nothing but the sweep will close an unpaid order.
    static let closeTaskMissing = AuditKind(
        "close-task-missing", .warning, advice: "was the queue wiped? The sweep closes the order when its time is over")
    /// The task that closes an order was given up.
    static let closeTaskArchived = AuditKind(
        "close-task-archived", .warning, advice: "read its error with `sojourn queue task`, then run or delete it")
    /// An event that could not be handled.
    static let deadLetter = AuditKind(
        "dead-letter", .warning,
        advice: "see to what the error names; where an event can never be handled, delete the record from its topic")
    /// Events wait, and the group does not come on.
    static let eventsStuck = AuditKind(
        "events-stuck", .warning, advice: "is order-mq running? Its log says what it waits for")
}
