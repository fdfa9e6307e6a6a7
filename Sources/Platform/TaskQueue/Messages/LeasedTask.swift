public import Clocks

/// A worker's exclusive hold on an active task, until it expires.
public struct TaskLease: Sendable, Hashable {
    public var queue: String
    public var taskID: String
    /// Tells this lease from later ones on the same task. Zero where the task was taken by a foreign worker, which
    /// knows no tokens.
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
    /// Since when it had been pending, where the store knows.
    public var pendingSince: Timestamp?
    /// How many of the task's workers died while they ran it.
    public var crashCount: Int

    public init(message: TaskMessage, lease: TaskLease, pendingSince: Timestamp? = nil, crashCount: Int = 0) {
        self.message = message
        self.lease = lease
        self.pendingSince = pendingSince
        self.crashCount = crashCount
    }

    /// Whether the task may have killed its workers: see ``Suspicion``.
    public var isSuspect: Bool { crashCount >= Suspicion.threshold }
}
