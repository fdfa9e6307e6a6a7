/// Why a notification is not believed.
public struct PaymentNotificationError: Error, Hashable, CustomStringConvertible {
    public enum Code: Sendable, Hashable {
        /// It is not signed, or not by the provider, or was altered on its way.
        case signature
        /// It was signed too long ago, or in the future: an old one may have been caught and sent again.
        case timestamp
        /// It is signed, but cannot be understood.
        case format
    }

    public var code: Code
    /// What is wrong. It quotes nothing secret, and may be told to whoever sent it.
    public var message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
