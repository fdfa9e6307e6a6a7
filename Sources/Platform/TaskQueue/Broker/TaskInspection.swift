public import Clocks

/// What a broker offers to operators, beside its work as a ``Broker``.
public protocol TaskInspection: Sendable {
    /// The names of all queues, sorted.
    func queues() async throws(TaskQueueError) -> [String]

    /// The sizes and counters of a queue.
    /// - Throws: `notFound` where there is no such queue.
    func statistics(of queue: String) async throws(TaskQueueError) -> QueueStatistics

    /// The counters of the last `days` UTC days, today first. Days on which nothing was processed count zero.
    /// - Throws: `notFound` where there is no such queue.
    func history(of queue: String, days: Int) async throws(TaskQueueError) -> [DailyStatistics]

    /// One page of the tasks in a state, in the order in which the state will be left.
    /// - Throws: `notFound` where there is no such queue.
    func tasks(
        in queue: String, state: TaskState, offset: Int, limit: Int
    ) async throws(TaskQueueError) -> [TaskInfo]

    /// One task.
    /// - Throws: `notFound` where there is no such task.
    func task(_ id: String, in queue: String) async throws(TaskQueueError) -> TaskInfo

    /// Makes a scheduled, retried or archived task pending.
    /// - Throws: `notFound`; `wrongState` where it is pending, active or completed.
    func run(_ id: String, in queue: String) async throws(TaskQueueError)

    /// Archives a pending, scheduled or retried task.
    /// - Throws: `notFound`; `wrongState` where it is active, completed or archived.
    func archive(_ id: String, in queue: String) async throws(TaskQueueError)

    /// Deletes a task and gives up its uniqueness lock.
    /// - Throws: `notFound`; `wrongState` where it is active.
    func delete(_ id: String, in queue: String) async throws(TaskQueueError)

    /// Stops handing out a queue's tasks. Those that are running go on.
    /// - Throws: `notFound`; `wrongState` where it is paused already.
    func pause(_ queue: String) async throws(TaskQueueError)

    /// Hands out a paused queue's tasks again.
    /// - Throws: `notFound`; `wrongState` where it is not paused.
    func resume(_ queue: String) async throws(TaskQueueError)

    /// Deletes a queue with its counters and locks.
    /// - Parameter force: also where it has tasks, which are deleted with it.
    /// - Throws: `notFound`; `wrongState` where it has active tasks, or has tasks at all and `force` is false.
    func deleteQueue(_ queue: String, force: Bool) async throws(TaskQueueError)
}

/// The sizes and counters of a queue at one moment.
public struct QueueStatistics: Sendable, Hashable {
    public var queue: String
    /// The number of tasks in each state; states without tasks are missing.
    public var counts: [TaskState: Int]
    /// How long the next pending task has been waiting; zero where none is.
    public var latency: Duration
    public var pausedAt: Timestamp?
    /// Attempts that ended today (UTC), and those of them that failed.
    public var today: DailyStatistics
    /// Attempts that ended since the queue was made.
    public var processedTotal: Int64
    public var failedTotal: Int64

    public init(
        queue: String, counts: [TaskState: Int], latency: Duration, pausedAt: Timestamp?, today: DailyStatistics,
        processedTotal: Int64, failedTotal: Int64
    ) {
        self.queue = queue
        self.counts = counts
        self.latency = latency
        self.pausedAt = pausedAt
        self.today = today
        self.processedTotal = processedTotal
        self.failedTotal = failedTotal
    }

    /// The number of tasks in all states.
    public var size: Int { counts.values.reduce(0, +) }
    public var isPaused: Bool { pausedAt != nil }
}

/// What a queue processed on one UTC day.
public struct DailyStatistics: Sendable, Hashable {
    /// The day's first moment.
    public var day: Timestamp
    /// Attempts that ended, in success or in failure.
    public var processed: Int64
    public var failed: Int64

    public init(day: Timestamp, processed: Int64, failed: Int64) {
        self.day = day
        self.processed = processed
        self.failed = failed
    }
}
