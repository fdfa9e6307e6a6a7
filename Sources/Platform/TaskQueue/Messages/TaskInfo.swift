public import Clocks

/// The state of a task, by the name that inspectors show.
public enum TaskState: String, Sendable, Hashable, CaseIterable {
    /// Ready to be taken by a worker. Becomes active or, by hand, archived.
    case pending
    /// A worker holds a lease on it. Becomes completed or is deleted, retry, archived, or pending again.
    case active
    /// Due later. Becomes pending.
    case scheduled
    /// Failed, and due again later. Becomes pending.
    case retry
    /// Failed for good, and kept for an operator. Becomes pending by hand, or is deleted in the end.
    case archived
    /// Succeeded, and kept for its retention. Deleted after it.
    case completed
    /// Waits in a group to be aggregated.
    case aggregating
}

/// A task as seen at one moment.
public struct TaskInfo: Sendable, Hashable {
    public var message: TaskMessage
    public var state: TaskState
    /// When a scheduled or retried task becomes due; `nil` in the other states.
    public var nextProcessAt: Timestamp?
    /// What the handler wrote, for a completed task.
    public var result: [UInt8]?
    /// Whether the task is active under a lease that has expired: its worker is gone, and it will be recovered.
    public var isOrphaned: Bool
    /// How many of the task's workers died while they ran it, since it last came out of an attempt alive.
    public var crashCount: Int

    public init(
        message: TaskMessage, state: TaskState, nextProcessAt: Timestamp? = nil, result: [UInt8]? = nil,
        isOrphaned: Bool = false, crashCount: Int = 0
    ) {
        self.message = message
        self.state = state
        self.nextProcessAt = nextProcessAt
        self.result = result
        self.isOrphaned = isOrphaned
        self.crashCount = crashCount
    }

    public var id: String { message.id }
    public var type: String { message.type }
    public var queue: String { message.queue }
}
