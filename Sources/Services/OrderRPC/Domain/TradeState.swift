/// Where an order stands in its life. The raw values are the contract's.
public enum TradeState: Int64, Sendable, CaseIterable {
    case cancelled = -1
    case awaitingPayment = 0
    case paid = 1
    case used = 2
    case refunded = 3
    case expired = 4

    /// What asking for a state means for an order.
    enum Request: Equatable {
        case change
        /// The order has that state: a success that changes nothing.
        case already
        case refused
    }

    /// What asking for `state` means for an order in this one.
    func request(_ state: TradeState) -> Request {
        switch (self, state) {
        case (.awaitingPayment, .cancelled), (.awaitingPayment, .paid): .change
        case (.paid, .used), (.paid, .refunded), (.paid, .expired): .change
        case _ where self == state: .already
        default: .refused
        }
    }

    /// Whether an order in this state gives back the nights it held.
    var releasesNights: Bool {
        switch self {
        case .cancelled, .refunded, .expired: true
        case .awaitingPayment, .paid, .used: false
        }
    }

    /// The state in words, for messages.
    public var words: String {
        switch self {
        case .cancelled: "cancelled"
        case .awaitingPayment: "awaiting payment"
        case .paid: "paid"
        case .used: "used"
        case .refunded: "refunded"
        case .expired: "expired"
        }
    }
}
