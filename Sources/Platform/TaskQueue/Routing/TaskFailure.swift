/// Why an attempt failed other than by an error of its handler.
public struct TaskFailure: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Code: Sendable, Hashable {
        private let name: String

        /// No handler is registered for the task's type.
        public static let handlerNotFound = Code(name: "handlerNotFound")
        /// The attempt's timeout or the task's deadline passed.
        public static let deadlineExceeded = Code(name: "deadlineExceeded")
        /// An operator cancelled the attempt.
        public static let cancelled = Code(name: "cancelled")
        /// The worker that held the task stopped extending its lease. The task goes back to its queue, unchanged.
        public static let leaseExpired = Code(name: "leaseExpired")
        /// So many workers that held the task stopped extending its lease that it is archived.
        public static let crashedWorkers = Code(name: "crashedWorkers")
    }

    public let code: Code
    public let description: String

    static func handlerNotFound(_ type: String) -> TaskFailure {
        TaskFailure(code: .handlerNotFound, description: "handler not found for task \"\(type)\"")
    }

    static let deadlineExceeded = TaskFailure(code: .deadlineExceeded, description: "deadline exceeded")
    static let cancelled = TaskFailure(code: .cancelled, description: "cancelled by an operator")
    static let leaseExpired = TaskFailure(code: .leaseExpired, description: "task lease expired")

    static func crashedWorkers(_ count: Int) -> TaskFailure {
        TaskFailure(
            code: .crashedWorkers,
            description: count == 1 ? "its worker crashed" : "\(count) workers crashed while they ran it")
    }
}
