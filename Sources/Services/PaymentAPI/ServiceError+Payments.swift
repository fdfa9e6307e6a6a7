import ErrorContract
import PaymentProvider
import ServiceKit

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
