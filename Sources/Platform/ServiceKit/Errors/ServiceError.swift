/// An error that a caller is told about: over HTTP as the envelope `{"code":…,"msg":…}`, over gRPC as a status with
/// details.
///
/// The message is for people and says nothing of the inside; what went wrong there is the ``cause``, which is logged.
public struct ServiceError: Error, Sendable {
    public var code: Code
    public var message: String
    /// The error behind this one. It does not leave the process.
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }
}

extension ServiceError: CustomStringConvertible {
    public var description: String {
        let text = "\(code.number) \(code.reason): \(message)"
        return cause.map { "\(text) (\($0))" } ?? text
    }
}
