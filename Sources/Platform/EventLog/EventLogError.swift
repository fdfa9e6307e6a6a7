/// What went wrong in an event log, in terms that hold for every backend.
public struct EventLogError: Error, Sendable {
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// A topic's or group's name, or a setting, is not valid.
        public static let invalidArgument = Code(description: "invalidArgument")
        /// The event is larger than a log takes.
        public static let eventTooLarge = Code(description: "eventTooLarge")
        /// There is no such topic or partition.
        public static let unknownPartition = Code(description: "unknownPartition")
        /// The partition belongs to another member of the group by now.
        public static let notAssigned = Code(description: "notAssigned")
        /// The group has members, and what was asked for needs it to have none.
        public static let groupInUse = Code(description: "groupInUse")
        /// The log cannot be reached or cannot be written just now.
        public static let unavailable = Code(description: "unavailable")
        /// The log refuses this client: its password, its certificate, or what it is allowed to do.
        public static let accessDenied = Code(description: "accessDenied")
        /// The log holds something that cannot be read.
        public static let corrupt = Code(description: "corrupt")
        /// The log was closed.
        public static let closed = Code(description: "closed")
        /// The task was cancelled.
        public static let cancelled = Code(description: "cancelled")
        /// Anything else.
        public static let other = Code(description: "other")
    }

    public var code: Code
    public var message: String
    /// The backend's own error.
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Whether the same call may succeed when it is made again later.
    public var isRetryable: Bool { code == .unavailable }
}

extension EventLogError: CustomStringConvertible {
    public var description: String { "event log: \(code): \(message)" }
}
