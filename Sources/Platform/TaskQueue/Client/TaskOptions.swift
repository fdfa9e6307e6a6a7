public import Clocks

/// How a task is queued, run and kept. Every option has a default.
public struct TaskOptions: Sendable, Hashable {
    /// The queue to put the task in; `default` where none is given.
    public var queue: String?
    /// The task's identity, at most one task of which is in a queue at a time; a random UUID where none is given.
    public var taskID: String?
    /// How many times a failed task is tried again; 25 where none is given.
    public var maxRetry: Int?
    /// How long one attempt may take. Where neither this nor ``deadline`` is given, 30 minutes.
    public var timeout: Duration?
    /// The moment by which the task must be done. No attempt starts after it, and one under way is cancelled.
    public var deadline: Timestamp?
    /// For how long no other task of the same type and payload enters the queue, at least one second. It ends early
    /// when the task succeeds or is deleted, and counts from the moment the task is due.
    public var uniqueFor: Duration?
    /// The moment before which the task does not start. One in the past starts at once.
    public var processAt: Timestamp?
    /// The time from now before which the task does not start. Excludes ``processAt``.
    public var processIn: Duration?
    /// How long a task that succeeded is kept with its result; it is deleted at once where none is given.
    public var retention: Duration?
    /// The group in which the task waits, from the moment it is due, to be aggregated with others into one task by a
    /// worker that has a ``TaskWorker/Configuration/aggregation``.
    public var group: String?
    /// Strings that travel beside the payload, such as a trace context.
    public var headers: [String: String]

    public init(
        queue: String? = nil,
        taskID: String? = nil,
        maxRetry: Int? = nil,
        timeout: Duration? = nil,
        deadline: Timestamp? = nil,
        uniqueFor: Duration? = nil,
        processAt: Timestamp? = nil,
        processIn: Duration? = nil,
        retention: Duration? = nil,
        group: String? = nil,
        headers: [String: String] = [:]
    ) {
        self.queue = queue
        self.taskID = taskID
        self.maxRetry = maxRetry
        self.timeout = timeout
        self.deadline = deadline
        self.uniqueFor = uniqueFor
        self.processAt = processAt
        self.processIn = processIn
        self.retention = retention
        self.group = group
        self.headers = headers
    }
}

extension TaskOptions {
    static let defaultQueue = "default"
    static let defaultMaxRetry = 25
    /// The limit of an attempt for which neither a timeout nor a deadline is given.
    static let defaultTimeout: Duration = .seconds(1800)
}
