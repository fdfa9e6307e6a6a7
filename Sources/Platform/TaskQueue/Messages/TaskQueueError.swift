/// Why the task queue refused or failed to do something.
public struct TaskQueueError: Error, Sendable {
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        public let description: String

        /// The queue has a task of the same id.
        public static let taskIDConflict = Code(description: "taskIDConflict")
        /// A task of the same type and payload, or the same tick of a periodic task, was enqueued before.
        public static let duplicateTask = Code(description: "duplicateTask")
        /// There is no such task or queue.
        public static let notFound = Code(description: "notFound")
        /// An option, a setting or a cron spec is not valid; the message names it.
        public static let invalidOption = Code(description: "invalidOption")
        /// A payload cannot be encoded.
        public static let invalidPayload = Code(description: "invalidPayload")
        /// The task or the queue is not in a state that allows this.
        public static let wrongState = Code(description: "wrongState")
        /// The store cannot be reached, is busy or is full; the same call may succeed later.
        public static let unavailable = Code(description: "unavailable")
        /// The store answered with an error that trying again does not mend, or holds data that cannot be read.
        public static let brokerFailure = Code(description: "brokerFailure")
    }

    public var code: Code
    public var message: String
    /// The store's or the encoder's own error.
    public var cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    /// Whether the same call may succeed when it is made again later.
    public var isRetryable: Bool { code == .unavailable }
}

extension TaskQueueError: CustomStringConvertible {
    public var description: String {
        let text = "task queue: \(code): \(message)"
        return cause.map { "\(text): \($0)" } ?? text
    }
}

extension TaskQueueError {
    static func invalidOption(_ option: String, _ problem: String) -> TaskQueueError {
        TaskQueueError(.invalidOption, "option «\(option)»: \(problem)")
    }
}
