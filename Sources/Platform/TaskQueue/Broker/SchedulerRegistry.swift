public import Clocks

/// Where schedulers tell operators what they enqueue, and when.
public protocol SchedulerRegistry: Sendable {
    /// Shows the entries of a scheduler, in place of those it showed before, until `duration` has passed.
    func announce(
        _ entries: [SchedulerEntry], of scheduler: ProcessIdentity, for duration: Duration
    ) async throws(TaskQueueError)

    /// Shows the entries of a scheduler no longer.
    func withdrawEntries(of scheduler: ProcessIdentity) async throws(TaskQueueError)

    /// Adds to the history of an entry, which keeps the last ``EnqueueEvent/historyLimit``.
    func record(_ event: EnqueueEvent, of entryID: String) async throws(TaskQueueError)
}

/// A periodic task as operators see it.
public struct SchedulerEntry: Sendable, Hashable {
    public var id: String
    /// When it is enqueued, as ``CronSchedule`` reads it.
    public var spec: String
    public var type: String
    public var payload: [UInt8]
    /// The options of its tasks as text, such as `Queue("low")`.
    public var options: [String]
    /// `nil` where it is never due again.
    public var nextEnqueueAt: Timestamp?
    public var previousEnqueueAt: Timestamp?

    public init(
        id: String, spec: String, type: String, payload: [UInt8], options: [String], nextEnqueueAt: Timestamp?,
        previousEnqueueAt: Timestamp?
    ) {
        self.id = id
        self.spec = spec
        self.type = type
        self.payload = payload
        self.options = options
        self.nextEnqueueAt = nextEnqueueAt
        self.previousEnqueueAt = previousEnqueueAt
    }
}

/// A tick of a periodic task that was enqueued.
public struct EnqueueEvent: Sendable, Hashable {
    /// How many events the history of an entry keeps.
    public static let historyLimit = 1_000

    public var taskID: String
    public var enqueuedAt: Timestamp

    public init(taskID: String, enqueuedAt: Timestamp) {
        self.taskID = taskID
        self.enqueuedAt = enqueuedAt
    }
}
