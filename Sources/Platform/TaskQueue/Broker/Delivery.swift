/// What a worker asks a broker for.
public struct DequeueRequest: Sendable, Hashable {
    /// The queues to look into, in this order.
    public var queues: [String]
    /// The number of tasks to take at most.
    public var limit: Int
    /// How long the leases last from now.
    public var leaseDuration: Duration
    /// The limits of task types, by type.
    public var limits: [String: TaskLimit]

    public init(queues: [String], limit: Int, leaseDuration: Duration, limits: [String: TaskLimit] = [:]) {
        self.queues = queues
        self.limit = limit
        self.leaseDuration = leaseDuration
        self.limits = limits
    }
}

/// What a broker hands to a worker.
public struct Delivery: Sendable, Hashable {
    public var tasks: [LeasedTask]
    /// Tasks that stood in the queues and cannot be read. They have been set aside, and are reported only once.
    public var unreadable: [UnreadableTask]

    public init(tasks: [LeasedTask] = [], unreadable: [UnreadableTask] = []) {
        self.tasks = tasks
        self.unreadable = unreadable
    }
}

/// A task that cannot be read: a foreign or damaged record.
public struct UnreadableTask: Sendable, Hashable {
    public var queue: String
    public var taskID: String
    /// What is wrong with it.
    public var reason: String

    public init(queue: String, taskID: String, reason: String) {
        self.queue = queue
        self.taskID = taskID
        self.reason = reason
    }
}

/// How much of one task type runs, over all workers of a queue that set the same limit. Tasks beyond it wait in the
/// queue, and burn no retry.
public struct TaskLimit: Sendable, Hashable {
    /// How many starts a period allows.
    public struct Rate: Sendable, Hashable {
        public var count: Int
        public var period: Duration
        /// How many may start at once after a quiet time, at least 1.
        public var burst: Int

        public init(_ count: Int, per period: Duration, burst: Int = 1) {
            self.count = count
            self.period = period
            self.burst = burst
        }
    }

    /// How many run at the same time at most.
    public var concurrency: Int?
    /// How many start in a period at most.
    public var rate: Rate?

    public init(concurrency: Int? = nil, rate: Rate? = nil) {
        self.concurrency = concurrency
        self.rate = rate
    }
}
