public import Auditing

extension AuditKind {
    /// More places of a night are sold than there are.
    public static let nightOverbooked = AuditKind(
        "night-overbooked", .breach, advice: "find another room for one of the guests, or refund them")
    /// A live order's night is not, or not wholly, recorded as taken, so that it could be sold again.
    public static let nightNotHeld = AuditKind(
        "night-not-held", .breach, advice: "take the homestay off the shelf until it is seen to")
    /// A night counts places as taken that no live order has, so that they cannot be sold.
    public static let nightHeldByNone = AuditKind(
        "night-held-by-none", .breach, advice: "give the places back with --repair")
    /// An order is unpaid beyond its time.
    public static let orderOverdue = AuditKind(
        "order-overdue", .breach,
        advice: "is order-mq running, is a scheduler? Both the task and the sweep have missed it")
    /// An order's total is not what the price rule gives.
    public static let priceWrong = AuditKind(
        "price-wrong", .breach, advice: "compare it with what the guest has paid, and settle the difference with them")
    /// An order's history does not lead to the state that it is in.
    public static let historyBroken = AuditKind(
        "history-broken", .breach, advice: "read the order's history, and set right by hand what was done to it")
    /// An idempotency key leads to no order.
    public static let keyWithoutOrder = AuditKind(
        "key-without-order", .breach, advice: "the order was acknowledged and is gone: look for it in the backups")
}
