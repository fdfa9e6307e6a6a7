/// Why a command brought no result.
public struct RedisError: Error, Sendable {
    /// What kind of failure it is.
    public var code: Code

    /// What went wrong, for people. Names the server and the user, never a password.
    public var message: String

    /// The error underneath: the operating system's, TLS's, or a ``RedisServerError``.
    public var cause: (any Error)?

    /// Whether the server may have carried the command out although no answer came.
    ///
    /// `false` means that it certainly has not, so that sending it again does nothing twice.
    public var mayHaveRun: Bool

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil, mayHaveRun: Bool = false) {
        self.code = code
        self.message = message
        self.cause = cause
        self.mayHaveRun = mayHaveRun
    }

    /// The server's own error, where it sent one.
    public var serverError: RedisServerError? { cause as? RedisServerError }

    /// Whether the same command may succeed later.
    ///
    /// Where ``mayHaveRun`` holds as well, only a command that may run twice should be sent again.
    public var isRetryable: Bool { code.isRetryable }
}

extension RedisError: CustomStringConvertible {
    public var description: String {
        guard let cause, !(cause is RedisServerError) else { return "\(code): \(message)" }
        return "\(code): \(message) (\(cause))"
    }
}
