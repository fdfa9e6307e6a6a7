/// The contract's `tradeState` of orders.
enum OrderState {
    static let cancelled: Int64 = -1
    static let paid: Int64 = 1
    static let refunded: Int64 = 3
}

/// The contract's `payStatus` of payments.
enum PayStatus {
    static let paid: Int64 = 1
    static let refunded: Int64 = 2
}
