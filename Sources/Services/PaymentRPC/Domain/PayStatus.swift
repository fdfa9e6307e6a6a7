/// Where a payment stands. The raw values are the contract's.
public enum PayStatus: Int64, Sendable, CaseIterable, Comparable {
    case failed = -1
    case unpaid = 0
    case paid = 1
    case refunded = 2

    /// In the order of a payment's life.
    public static func < (first: PayStatus, second: PayStatus) -> Bool { first.rawValue < second.rawValue }

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
