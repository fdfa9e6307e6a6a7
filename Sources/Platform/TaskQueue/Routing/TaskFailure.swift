/// Why an attempt failed other than by an error of its handler.
public struct TaskFailure: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        private let name: String

        /// No handler is registered for the task's type.
        public static let handlerNotFound = Code(name: "handlerNotFound")
        /// The attempt's timeout or the task's deadline passed.
        public static let deadlineExceeded = Code(name: "deadlineExceeded")
        /// The worker that held the task stopped extending its lease.
        public static let leaseExpired = Code(name: "leaseExpired")
    }

    public let code: Code
    public let description: String

    static func handlerNotFound(_ type: String) -> TaskFailure {
        TaskFailure(code: .handlerNotFound, description: "handler not found for task \"\(type)\"")
    }

    static let deadlineExceeded = TaskFailure(code: .deadlineExceeded, description: "deadline exceeded")
    static let leaseExpired = TaskFailure(code: .leaseExpired, description: "task lease expired")
}
