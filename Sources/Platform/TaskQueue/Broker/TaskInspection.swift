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
    /// - Parameter group: of which group, for aggregating tasks; `nil` for those of all groups.
    /// - Throws: `notFound` where there is no such queue.
    func tasks(
        in queue: String, state: TaskState, group: String?, offset: Int, limit: Int
    ) async throws(TaskQueueError) -> [TaskInfo]

    /// The groups of a queue and how many tasks wait in each, by name.
    /// - Throws: `notFound` where there is no such queue.
    func groupSizes(in queue: String) async throws(TaskQueueError) -> [GroupSize]

    /// One task.
    /// - Throws: `notFound` where there is no such task.
    func task(_ id: String, in queue: String) async throws(TaskQueueError) -> TaskInfo

    /// Makes a scheduled, retried, archived or aggregating task pending.
    /// - Throws: `notFound`; `wrongState` where it is pending, active or completed.
    func run(_ id: String, in queue: String) async throws(TaskQueueError)

    /// Archives a pending, scheduled, retried or aggregating task.
    /// - Throws: `notFound`; `wrongState` where it is active, completed or archived.
    func archive(_ id: String, in queue: String) async throws(TaskQueueError)

    /// Deletes a task and gives up its uniqueness lock.
    /// - Throws: `notFound`; `wrongState` where it is active.
    func delete(_ id: String, in queue: String) async throws(TaskQueueError)

    /// Runs, archives or deletes every task of a queue in a state, as the operation does for one.
    /// - Parameter group: of which group, for aggregating tasks; `nil` for those of all groups.
    /// - Returns: the number of tasks.
    /// - Throws: `notFound` where there is no such queue; `wrongState` where the state does not allow the operation.
    func apply(
        _ operation: BulkOperation, in queue: String, state: TaskState, group: String?
    ) async throws(TaskQueueError) -> Int

    /// Replaces the payload of a scheduled task. A uniqueness lock stays that of the old payload.
    /// - Throws: `notFound`; `wrongState` where the task is not scheduled.
    func replacePayload(of id: String, in queue: String, with payload: [UInt8]) async throws(TaskQueueError)

    /// Asks the worker that runs a task to cancel the attempt, which then counts as failed. Where none runs it,
    /// nothing happens.
    func cancel(_ id: String) async throws(TaskQueueError)

    /// The workers that are alive.
    func servers() async throws(TaskQueueError) -> [ServerInfo]

    /// The entries of the schedulers that are alive, the next due first.
    func schedulerEntries() async throws(TaskQueueError) -> [ScheduledEntry]

    /// One page of the ticks of an entry that were enqueued, the newest first.
    func enqueueEvents(of entryID: String, offset: Int, limit: Int) async throws(TaskQueueError) -> [EnqueueEvent]

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

/// What an operator does with all tasks in a state at once.
public enum BulkOperation: String, Sendable, Hashable, CaseIterable {
    case run, archive, delete
}

/// A group of a queue and how many tasks wait in it.
public struct GroupSize: Sendable, Hashable {
    public var group: String
    public var size: Int

    public init(group: String, size: Int) {
        self.group = group
        self.size = size
    }
}

/// An entry together with the scheduler that shows it.
public struct ScheduledEntry: Sendable, Hashable {
    public var entry: SchedulerEntry
    public var scheduler: ProcessIdentity

    public init(entry: SchedulerEntry, scheduler: ProcessIdentity) {
        self.entry = entry
        self.scheduler = scheduler
    }
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
    /// The number of groups that have members.
    public var groupCount: Int
    /// The number of tasks that cannot be read and were set aside.
    public var unreadableCount: Int
    /// About how many bytes the queue's tasks take in the store; `nil` where it does not tell.
    public var memoryUsage: Int64?

    public init(
        queue: String, counts: [TaskState: Int], latency: Duration, pausedAt: Timestamp?, today: DailyStatistics,
        processedTotal: Int64, failedTotal: Int64, groupCount: Int = 0, unreadableCount: Int = 0,
        memoryUsage: Int64? = nil
    ) {
        self.queue = queue
        self.counts = counts
        self.latency = latency
        self.pausedAt = pausedAt
        self.today = today
        self.processedTotal = processedTotal
        self.failedTotal = failedTotal
        self.groupCount = groupCount
        self.unreadableCount = unreadableCount
        self.memoryUsage = memoryUsage
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
