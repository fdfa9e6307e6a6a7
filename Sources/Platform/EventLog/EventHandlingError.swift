/// Thrown by a handler for an event that can never be handled: a value that cannot be read, for example. It goes to
/// the dead-letter topic at once.
public struct UnprocessableEvent: Error, Sendable, CustomStringConvertible {
    public let reason: String
    public let cause: (any Error)?

    public init(_ reason: String, cause: (any Error)? = nil) {
        self.reason = reason
        self.cause = cause
    }

    public var description: String {
        cause.map { "\(reason): \($0)" } ?? reason
    }
}

/// Thrown by a handler when something that it needs cannot be reached. That is no fault of the event, so it is handled
/// again for as long as it takes, and the partition waits.
public struct DependencyUnavailable: Error, Sendable, CustomStringConvertible {
    public let dependency: String
    public let cause: (any Error)?

    public init(_ dependency: String, cause: (any Error)? = nil) {
        self.dependency = dependency
        self.cause = cause
    }

    public var description: String {
        let text = "\(dependency) is unavailable"
        return cause.map { "\(text): \($0)" } ?? text
    }
}
