public import Clocks

/// Where tasks are stored and handed out: the seam between the task queue and a backend.
///
/// Every transition of a task is one atomic operation. Calls that take several tasks are batches to save round trips;
/// unless it says otherwise, each task of a batch is a transition of its own. Failed calls throw ``TaskQueueError``,
/// with the code `unavailable` where the same call may succeed later.
public protocol Broker: TaskGroups, ServerRegistry, SchedulerRegistry {
    /// The clock that the broker's times go by: the store's own, where it has one.
    var clock: any WallClock { get }

    /// Where calls to the broker cost least: those that run there reach the store without changing threads. `nil`
    /// where it makes no difference. Nothing that takes long may run there.
    var executor: (any TaskExecutor)? { get }

    /// Stores all the tasks or, where one is refused, none; a refusal leaves no lock or claim behind.
    /// - Throws: `taskIDConflict` where a task's queue has its id, in whatever state; `duplicateTask` where its
    ///   uniqueness lock or its claim is taken; `invalidOption` where the store cannot take the tasks in one step,
    ///   such as those of several queues in a cluster.
    func enqueue(_ tasks: [NewTask]) async throws(TaskQueueError)

    /// Takes pending tasks, from the first of the queues as long as it has any, then from the next; within a queue in
    /// the order in which they became pending. Paused queues are passed over, and so are tasks that a limit holds back.
    func dequeue(_ request: DequeueRequest) async throws(TaskQueueError) -> Delivery

    /// Applies the outcomes in order.
    /// - Returns: the leases that had been lost, whose outcomes therefore changed nothing.
    func settle(_ outcomes: [TaskOutcome]) async throws(TaskQueueError) -> [TaskLease]

    /// Makes the leases that are still held, and have not expired, expire at `expiry`.
    /// - Returns: those that had been lost.
    func extendLeases(_ leases: [TaskLease], until expiry: Timestamp) async throws(TaskQueueError) -> [TaskLease]

    /// Up to `limit` active tasks of the queues whose lease has expired. Nothing changes: of those who then settle
    /// such a task, one succeeds.
    func expiredLeases(in queues: [String], limit: Int) async throws(TaskQueueError) -> [LeasedTask]

    /// Counts a crash against a suspect whose attempt is about to begin, in advance: should its worker die, recovering
    /// the task counts no other. Every outcome but ``TaskOutcome/Transition/recover`` takes it back.
    /// - Returns: whether the lease was held.
    func beginAttempt(atSuspect lease: TaskLease) async throws(TaskQueueError) -> Bool

    /// Makes every scheduled or retried task of the queues that is due pending, the earliest due first; one with a
    /// group joins its group instead.
    /// - Returns: when the next one is due, `nil` where there is none.
    func forwardDue(in queues: [String]) async throws(TaskQueueError) -> Timestamp?

    /// Deletes what the queues need not keep any longer: completed tasks after their retention, archived tasks beyond
    /// ``ArchiveLimit``, expired locks and old statistics.
    func deleteExpired(in queues: [String]) async throws(TaskQueueError)

    /// Signals from now on, at least once after each change of the kind in one of the queues that the broker hears of.
    ///
    /// Signals that nobody has consumed coalesce into one. Ends when its consumer is cancelled.
    func signals(_ kind: BrokerSignal, in queues: [String]) -> AsyncStream<Void>

    /// The ids of tasks that an operator wants cancelled, from now on. Ends when its consumer is cancelled.
    func cancellations() -> AsyncStream<String>

    /// How long a worker may rely on ``signals(_:in:)`` before it looks for itself, for the sake of changes that the
    /// broker does not hear of.
    var checkInterval: Duration { get }
}

/// The kinds of change that a broker signals.
public enum BrokerSignal: Sendable, Hashable, CaseIterable {
    /// A task may have become pending, or a queue was resumed.
    case ready
    /// A task was scheduled, perhaps earlier than those known before.
    case scheduled
    /// A task joined a group.
    case grouped
}

/// How many archived tasks a queue keeps, and for how long.
public enum ArchiveLimit {
    public static let count = 10_000
    public static let age: Duration = .seconds(90 * 86_400)
}

/// When a task is suspected of killing its workers.
public enum Suspicion {
    /// The number of crashes from which a task is a suspect: a worker runs its suspects one at a time, so that a crash
    /// tells which of them was at fault, and the crash is counted in advance.
    public static let threshold = 2
}
