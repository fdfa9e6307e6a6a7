/// Thrown by a handler whose task failed in a way that no other attempt can mend: the task is archived at once.
public struct SkipRetry: Error, CustomStringConvertible {
    public let reason: String
    public let underlying: (any Error)?

    public init(_ reason: String, underlying: (any Error)? = nil) {
        self.reason = reason
        self.underlying = underlying
    }

    public init(_ error: any Error) {
        self.init("\(error)", underlying: error)
    }

    public var description: String { reason }
}

/// Thrown by a handler whose task is no longer wanted: the task is deleted as if it had succeeded, without retention.
public struct RevokeTask: Error, CustomStringConvertible {
    public let reason: String
    public let underlying: (any Error)?

    public init(_ reason: String, underlying: (any Error)? = nil) {
        self.reason = reason
        self.underlying = underlying
    }

    public init(_ error: any Error) {
        self.init("\(error)", underlying: error)
    }

    public var description: String { reason }
}
