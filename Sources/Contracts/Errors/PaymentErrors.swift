public import ServiceKit

/// Payments: 500.
extension ServiceError.Code {
    public static let paymentNotFound = Self(500_001, "PAYMENT_NOT_FOUND", .notFound)
    public static let orderPaid = Self(500_002, "ORDER_PAID", .conflict)
    public static let wrongStatus = Self(500_003, "WRONG_STATUS", .conflict)
    public static let otherTransaction = Self(500_004, "OTHER_TRANSACTION", .conflict)
    public static let otherPayer = Self(500_005, "OTHER_PAYER", .conflict)
    public static let notAwaitingPayment = Self(500_006, "NOT_AWAITING_PAYMENT", .conflict)
    public static let providerRefused = Self(500_007, "PROVIDER_REFUSED", .conflict)
    public static let notificationNotSigned = Self(500_008, "NOTIFICATION_NOT_SIGNED", .unauthenticated)
    public static let notificationStale = Self(500_009, "NOTIFICATION_STALE", .unauthenticated)
    public static let notificationUnreadable = Self(500_010, "NOTIFICATION_UNREADABLE", .badInput)
    public static let wrongAmount = Self(500_011, "WRONG_AMOUNT", .conflict)
    public static let otherProvider = Self(500_012, "OTHER_PROVIDER", .conflict)
}
