/// Where a payment stands. The raw values are the contract's.
public enum PayStatus: Int64, Sendable, CaseIterable {
    case failed = -1
    case unpaid = 0
    case paid = 1
    case refunded = 2

    /// The status in words, for messages.
    public var words: String {
        switch self {
        case .failed: "failed"
        case .unpaid: "unpaid"
        case .paid: "paid"
        case .refunded: "refunded"
        }
    }
}
