/// The fields of a task's hash. Scripts use the names as they are.
enum TaskFields {
    // MARK: asynq's

    /// The encoded ``TaskMessage``.
    static let message = "msg"
    /// The raw value of a ``TaskState``.
    static let state = "state"
    /// Since when a pending task has been pending, in Unix nanoseconds.
    static let pendingSince = "pending_since"
    /// The key of the lock that the task took.
    static let uniqueKey = "unique_key"
    /// The group that the task is in, or joins when it is due.
    static let group = "group"
    /// What the handler of a completed task wrote.
    static let result = "result"

    // MARK: Ours; asynq keeps them and never looks at them

    /// The token of the lease on an active task. One that asynq has taken may still show that of an earlier lease.
    static let leaseToken = "lease_token"
    /// How many of the task's workers died while they ran it; missing where none did.
    static let crashes = "crashes"
    /// Present where a crash of the attempt under way is among ``crashes`` in advance.
    static let crashCounted = "crash_counted"
    /// The type under whose concurrency limit an active task runs.
    static let limitedAs = "limited_as"
    /// Present where a limit has sent a task that was pending to the scheduled ones; a rate limit says when its turn is,
    /// in Unix microseconds, else it is empty.
    static let parked = "parked"
}
