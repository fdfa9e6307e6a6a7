public import Clocks

/// A worker's exclusive hold on an active task, until it expires.
public struct TaskLease: Sendable, Hashable {
    public var queue: String
    public var taskID: String
    /// Tells this lease from later ones on the same task. Zero where a broker's layout has no place for it.
    public var token: Int64
    public var expiresAt: Timestamp

    public init(queue: String, taskID: String, token: Int64, expiresAt: Timestamp) {
        self.queue = queue
        self.taskID = taskID
        self.token = token
        self.expiresAt = expiresAt
    }
}

/// An active task together with the lease on it.
public struct LeasedTask: Sendable, Hashable {
    public var message: TaskMessage
    public var lease: TaskLease

    public init(message: TaskMessage, lease: TaskLease) {
        self.message = message
        self.lease = lease
    }
}
