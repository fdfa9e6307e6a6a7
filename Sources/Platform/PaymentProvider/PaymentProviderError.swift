/// Why a provider did not do what it was asked.
public struct PaymentProviderError: Error, CustomStringConvertible {
    public enum Code: Sendable, Hashable {
        /// It was set up in a way that cannot work.
        case configuration
        /// It said no.
        case refused
        /// It could not be reached, or did not answer in time: what was asked may have happened or not.
        case unavailable
    }

    public var code: Code
    public var message: String
    /// The error behind this one.
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Whether the same request may succeed later.
    public var isRetryable: Bool { code == .unavailable }

    public var description: String {
        cause.map { "\(message) (\($0))" } ?? message
    }
}
