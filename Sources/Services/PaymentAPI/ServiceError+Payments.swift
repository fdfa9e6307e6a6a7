import PaymentProvider
import ServiceKit

extension ServiceError.Code {
    static let orderNotFound = Self(400_001, "ORDER_NOT_FOUND", .notFound)
    static let paymentNotFound = Self(500_001, "PAYMENT_NOT_FOUND", .notFound)
    static let notAwaitingPayment = Self(500_006, "NOT_AWAITING_PAYMENT", .conflict)
    static let providerRefused = Self(500_007, "PROVIDER_REFUSED", .conflict)
    static let notificationNotSigned = Self(500_008, "NOTIFICATION_NOT_SIGNED", .unauthenticated)
    static let notificationStale = Self(500_009, "NOTIFICATION_STALE", .unauthenticated)
    static let notificationUnreadable = Self(500_010, "NOTIFICATION_UNREADABLE", .badInput)
    static let wrongAmount = Self(500_011, "WRONG_AMOUNT", .conflict)
    static let otherProvider = Self(500_012, "OTHER_PROVIDER", .conflict)
}

extension ServiceError {
    /// The error as a guest is told of it.
    init(_ error: PaymentProviderError) {
        switch error.code {
        case .configuration: self.init(.server, "internal error", cause: error)
        case .refused: self.init(.providerRefused, "the payment provider refused the payment", cause: error)
        case .unavailable:
            self.init(.unavailable, "the payment provider is not available, try again", cause: error)
        }
    }

    /// The error as the sender of a notification is told of it.
    init(_ error: PaymentNotificationError) {
        switch error.code {
        case .signature: self.init(.notificationNotSigned, error.message, cause: error)
        case .timestamp: self.init(.notificationStale, error.message, cause: error)
        case .format: self.init(.notificationUnreadable, error.message, cause: error)
        }
    }
}
