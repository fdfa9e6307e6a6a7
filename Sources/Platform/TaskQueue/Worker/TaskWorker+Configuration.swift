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
        /// How long running handlers may take to finish after a shutdown began; what has not finished goes back to
        /// the front of its queue.
        public var shutdownTimeout: Duration
        /// How long a task is held without a sign of life of its worker, and so the time after which a crashed
        /// worker's tasks come back.
        public var leaseDuration: Duration
        /// The time between two extensions of the leases.
        public var heartbeatInterval: Duration
        /// The time between two looks for tasks whose lease has expired.
        public var recoveryInterval: Duration
        /// The time between two deletions of what is no longer kept.
        public var cleanUpInterval: Duration
        /// How long a failed task waits for its next attempt.
        public var retryDelay: RetryDelay.Policy
        /// Whether an error counts as a failure. One that does not is retried without counting, for as long as the
        /// task has retries left.
        public var isFailure: @Sendable (any Error) -> Bool
        /// Called with each error that ends an attempt, before it is decided what becomes of the task.
        public var onError: @Sendable (any Error, TaskMessage) -> Void

        public init(
            queues: [String: Int] = ["default": 1],
            isStrict: Bool = false,
            concurrency: Int = 10,
            shutdownTimeout: Duration = .seconds(8),
            leaseDuration: Duration = .seconds(30),
            heartbeatInterval: Duration = .seconds(5),
            recoveryInterval: Duration = .seconds(5),
            cleanUpInterval: Duration = .seconds(8),
            retryDelay: @escaping RetryDelay.Policy = RetryDelay.standard,
            isFailure: @escaping @Sendable (any Error) -> Bool = { _ in true },
            onError: @escaping @Sendable (any Error, TaskMessage) -> Void = { _, _ in }
        ) {
            self.queues = queues
            self.isStrict = isStrict
            self.concurrency = concurrency
            self.shutdownTimeout = shutdownTimeout
            self.leaseDuration = leaseDuration
            self.heartbeatInterval = heartbeatInterval
            self.recoveryInterval = recoveryInterval
            self.cleanUpInterval = cleanUpInterval
            self.retryDelay = retryDelay
            self.isFailure = isFailure
            self.onError = onError
        }
    }
}

extension TaskWorker.Configuration {
    /// - Throws: ``TaskQueueError`` with the code `invalidOption`, which names the setting.
    func validate() throws(TaskQueueError) {
        if queues.isEmpty { throw .invalidOption("queues", "a worker needs at least one queue") }
        for (queue, weight) in queues {
            try TaskOptions.validate(name: queue, of: "queues")
            guard (1...1_000_000).contains(weight) else {
                throw .invalidOption("queues", "the weight \(weight) of «\(queue)» is not within 1…1000000")
            }
        }
        if concurrency < 1 { throw .invalidOption("concurrency", "\(concurrency) is less than 1") }
        if shutdownTimeout < .zero { throw .invalidOption("shutdownTimeout", "\(shutdownTimeout) is negative") }
        for (name, duration) in [
            ("leaseDuration", leaseDuration), ("heartbeatInterval", heartbeatInterval),
            ("recoveryInterval", recoveryInterval), ("cleanUpInterval", cleanUpInterval),
        ] where duration <= .zero {
            throw .invalidOption(name, "\(duration) is not more than zero")
        }
        if heartbeatInterval >= leaseDuration {
            throw .invalidOption("heartbeatInterval", "\(heartbeatInterval) is not less than the lease it extends")
        }
    }
}
