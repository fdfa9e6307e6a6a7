import Clocks

/// The names of the keys that belong to no single queue. All are asynq's.
enum RedisKeys {
    /// Set: the names of all queues.
    static let queues = "asynq:queues"
    /// Sorted set: the key of each server's information → when it is out of date.
    static let servers = "asynq:servers"
    /// Sorted set: the key of each server's attempts → when it is out of date.
    static let workers = "asynq:workers"
    /// Sorted set: the key of each scheduler's entries → when it is out of date.
    static let schedulers = "asynq:schedulers"
    /// Channel: the ids of tasks to cancel.
    static let cancellations = "asynq:cancel"

    /// String: a server's information. `process` is `host:pid:id`.
    static func server(_ process: String) -> String { "asynq:servers:{\(process)}" }
    /// Hash: the id of each task that a server runs → what is known of the attempt.
    static func workers(_ process: String) -> String { "asynq:workers:{\(process)}" }
    /// List: the entries of a scheduler.
    static func scheduler(_ process: String) -> String { "asynq:schedulers:{\(process)}" }
    /// Sorted set: the ticks of an entry that were enqueued → when.
    static func schedulerHistory(_ entryID: String) -> String { "asynq:scheduler_history:\(entryID)" }
}

/// The names of the keys of one queue, all of which share a hash slot.
///
/// Scripts get ``prefix`` as their key and append the same names to it.
struct QueueKeys: Sendable, Hashable {
    let prefix: String

    init(_ queue: String) {
        prefix = "asynq:{\(queue)}:"
    }

    // MARK: asynq's

    /// Hash: a task. Its fields are those of ``TaskFields``.
    func task(_ id: String) -> String { taskPrefix + id }
    /// What ``task(_:)`` puts before the id.
    var taskPrefix: String { prefix + "t:" }
    /// List of ids: tasks are put in at the head and taken from the tail.
    var pending: String { prefix + "pending" }
    /// List of ids.
    var active: String { prefix + "active" }
    /// Sorted set of active ids → when the lease expires, in Unix seconds.
    var lease: String { prefix + "lease" }
    /// Sorted set of ids → when they are due, in whole Unix seconds, rounded up.
    var scheduled: String { prefix + "scheduled" }
    /// Sorted set of ids → when they are due, in whole Unix seconds, rounded up.
    var retry: String { prefix + "retry" }
    /// Sorted set of ids → when they were archived, in whole Unix seconds.
    var archived: String { prefix + "archived" }
    /// Sorted set of ids → until when they are kept, in whole Unix seconds.
    var completed: String { prefix + "completed" }
    /// String: since when the queue is paused, in whole Unix seconds. Missing where it is not.
    var paused: String { prefix + "paused" }
    /// Strings: the number of attempts that ended, and that failed, since the queue was made.
    var processed: String { prefix + "processed" }
    var failed: String { prefix + "failed" }
    /// Strings: the same on one UTC day, which is written `2030-01-02`.
    func processed(on day: String) -> String { "\(prefix)processed:\(day)" }
    func failed(on day: String) -> String { "\(prefix)failed:\(day)" }
    /// Set: the names of the groups that have members.
    var groups: String { prefix + "groups" }
    /// Sorted set of the ids in a group → when they joined it, in whole Unix seconds.
    func group(_ group: String) -> String { "\(prefix)g:\(group)" }
    /// Sorted set: the members that were taken out of a group to be aggregated.
    func aggregationSet(_ set: String, of group: String) -> String { "\(prefix)g:\(group):\(set)" }
    /// Sorted set: the keys of the aggregation sets → when they are put back.
    var aggregationSets: String { prefix + "aggregation_sets" }
    /// String, expires: the id of the task that holds the lock of a type and payload. `digest` is the payload's MD5 in
    /// hexadecimal.
    func unique(type: String, digest: String) -> String { "\(prefix)unique:\(type):\(digest)" }

    // MARK: Ours; asynq never looks at them

    /// Sorted set of scheduled and retried ids → when exactly they are due, in Unix microseconds. Only tasks that are
    /// not due at a whole second are in it; an entry may outlive the task's turn, and then means nothing.
    var due: String { prefix + "due" }
    /// Sorted set of the ids that could not be read → when they were set aside, in whole Unix seconds.
    var unreadable: String { prefix + "unreadable" }
    /// String, expires: the id of the task that took a claim.
    func claim(_ name: String) -> String { "\(prefix)claim:\(name)" }
    /// Set: the types to which limits have been applied, which name the keys that follow.
    var limited: String { prefix + "limited" }
    /// Set of the ids of a type that run under a concurrency limit.
    func running(_ type: String) -> String { "\(prefix)running:\(type)" }
    /// Sorted set of the ids that wait for one of ``running(_:)`` to end → their order.
    func waiting(_ type: String) -> String { "\(prefix)waiting:\(type)" }
    /// String, expires: present where ``running(_:)`` was compared with the leases a moment ago.
    func swept(_ type: String) -> String { "\(prefix)swept:\(type)" }
    /// String, expires: when the next task of a type would start at the even pace of its rate limit, in Unix microseconds.
    func rate(_ type: String) -> String { "\(prefix)rate:\(type)" }
}

extension Timestamp {
    /// The UTC day as it stands in the names of counters: `2030-01-02`.
    var dayName: String {
        CalendarDay(number: seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)).description
    }
}
