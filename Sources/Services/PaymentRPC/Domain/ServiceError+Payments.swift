import ServiceKit

extension ServiceError.Code {
    static let paymentNotFound = Self(500_001, "PAYMENT_NOT_FOUND", .notFound)
    static let orderPaid = Self(500_002, "ORDER_PAID", .conflict)
    static let wrongStatus = Self(500_003, "WRONG_STATUS", .conflict)
    static let otherTransaction = Self(500_004, "OTHER_TRANSACTION", .conflict)
    static let otherPayer = Self(500_005, "OTHER_PAYER", .conflict)
}
