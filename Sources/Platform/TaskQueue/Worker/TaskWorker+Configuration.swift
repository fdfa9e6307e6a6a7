extension TaskWorker {
    /// How a worker chooses, runs and judges tasks.
    public struct Configuration: Sendable {
        /// The queues to serve, with their weights (at least 1). Of a worker's looks at the queues, a queue is looked
        /// at first in proportion to its weight.
        public var queues: [String: Int]
        /// Whether a queue is served only while all those of greater weight are empty.
        public var isStrict: Bool
        /// How many handlers run at a time.
        public var concurrency: Int
        /// The limits of task types, by type: how many run and start at a time over all workers that set the same.
        public var limits: [String: TaskLimit]
        /// How groups of tasks become one; `nil` where this worker aggregates none.
        public var aggregation: Aggregation?
        /// How long running handlers may take to finish after a shutdown began; what has not finished goes back to
        /// the front of its queue.
        public var shutdownTimeout: Duration
        /// How long a task is held without a sign of life of its worker, and so the time after which a crashed
        /// worker's tasks come back.
        public var leaseDuration: Duration
        /// The time between two signs of life: extensions of the leases, and what operators see of this worker.
        public var heartbeatInterval: Duration
        /// The time between two looks for tasks whose lease has expired.
        public var recoveryInterval: Duration
        /// The time between two deletions of what is no longer kept.
        public var cleanUpInterval: Duration
        /// The number of crashes, one after the other, with which a task is archived, at least 1. Before that, a
        /// crash of the worker costs a task nothing.
        public var crashLimit: Int
        /// How long a failed task waits for its next attempt.
        public var retryDelay: RetryDelay.Policy
        /// Whether an error counts as a failure. One that does not is retried without counting, for as long as the
        /// task has retries left.
        public var isFailure: @Sendable (any Error) -> Bool
        /// Called with each error that ends an attempt, before it is decided what becomes of the task, and with a
        /// ``TaskFailure`` for each task that this worker recovered from a crashed one.
        public var onError: @Sendable (any Error, TaskMessage) -> Void

        public init(
            queues: [String: Int] = ["default": 1],
            isStrict: Bool = false,
            concurrency: Int = 10,
            limits: [String: TaskLimit] = [:],
            aggregation: Aggregation? = nil,
            shutdownTimeout: Duration = .seconds(8),
            leaseDuration: Duration = .seconds(30),
            heartbeatInterval: Duration = .seconds(5),
            recoveryInterval: Duration = .seconds(5),
            cleanUpInterval: Duration = .seconds(8),
            crashLimit: Int = 3,
            retryDelay: @escaping RetryDelay.Policy = RetryDelay.standard,
            isFailure: @escaping @Sendable (any Error) -> Bool = { _ in true },
            onError: @escaping @Sendable (any Error, TaskMessage) -> Void = { _, _ in }
        ) {
            self.queues = queues
            self.isStrict = isStrict
            self.concurrency = concurrency
            self.limits = limits
            self.aggregation = aggregation
            self.shutdownTimeout = shutdownTimeout
            self.leaseDuration = leaseDuration
            self.heartbeatInterval = heartbeatInterval
            self.recoveryInterval = recoveryInterval
            self.cleanUpInterval = cleanUpInterval
            self.crashLimit = crashLimit
            self.retryDelay = retryDelay
            self.isFailure = isFailure
            self.onError = onError
        }
    }
}
