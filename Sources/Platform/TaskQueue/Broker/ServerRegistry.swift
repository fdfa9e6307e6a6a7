public import Clocks

/// Where workers tell operators that they are alive, and what they do.
public protocol ServerRegistry: Sendable {
    /// Shows the server, in place of what it showed before, until `duration` has passed.
    func announce(_ server: ServerInfo, for duration: Duration) async throws(TaskQueueError)

    /// Shows the server no longer.
    func withdraw(_ server: ProcessIdentity) async throws(TaskQueueError)
}

/// Names a running worker or scheduler.
public struct ProcessIdentity: Sendable, Hashable {
    public var host: String
    /// The process's number on its host.
    public var pid: Int
    /// A random UUID, which tells it from others in the same process.
    public var id: String

    public init(host: String, pid: Int, id: String) {
        self.host = host
        self.pid = pid
        self.id = id
    }
}

/// A worker as operators see it: what asynq calls a server.
public struct ServerInfo: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// It has not begun to take tasks.
        case new
        /// It takes tasks.
        case active
        /// It takes no more tasks, and finishes those that run.
        case stopped
        case closed
    }

    public var identity: ProcessIdentity
    /// How many handlers run at a time at most.
    public var concurrency: Int
    /// The queues it serves, with their weights.
    public var queues: [String: Int]
    public var isStrict: Bool
    public var status: Status
    public var startedAt: Timestamp
    /// The attempts under way.
    public var attempts: [AttemptInfo]

    public init(
        identity: ProcessIdentity, concurrency: Int, queues: [String: Int], isStrict: Bool, status: Status,
        startedAt: Timestamp, attempts: [AttemptInfo] = []
    ) {
        self.identity = identity
        self.concurrency = concurrency
        self.queues = queues
        self.isStrict = isStrict
        self.status = status
        self.startedAt = startedAt
        self.attempts = attempts
    }
}

/// An attempt under way, as operators see it: what asynq calls a worker.
public struct AttemptInfo: Sendable, Hashable {
    public var taskID: String
    public var type: String
    public var payload: [UInt8]
    public var queue: String
    public var startedAt: Timestamp
    /// When it is cancelled.
    public var deadline: Timestamp

    public init(
        taskID: String, type: String, payload: [UInt8], queue: String, startedAt: Timestamp, deadline: Timestamp
    ) {
        self.taskID = taskID
        self.type = type
        self.payload = payload
        self.queue = queue
        self.startedAt = startedAt
        self.deadline = deadline
    }
}
