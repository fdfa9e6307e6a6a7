extension TaskWorker.Configuration {
    /// Refuses settings that no worker can have.
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
        if crashLimit < 1 { throw .invalidOption("crashLimit", "\(crashLimit) is less than 1") }
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
        for (type, limit) in limits {
            try TaskOptions.validate(name: type, of: "limits")
            try limit.validate(type: type)
        }
        try aggregation?.policy.validate()
    }
}

extension TaskLimit {
    fileprivate func validate(type: String) throws(TaskQueueError) {
        if let concurrency, concurrency < 1 {
            throw .invalidOption("limits", "the concurrency \(concurrency) of «\(type)» is less than 1")
        }
        guard let rate else { return }
        if rate.count < 1 { throw .invalidOption("limits", "the rate of «\(type)» is \(rate.count), less than 1") }
        if rate.period <= .zero {
            throw .invalidOption("limits", "the period \(rate.period) of «\(type)» is not more than zero")
        }
        // Stores count in microseconds.
        if rate.period / rate.count < .microseconds(1) {
            throw .invalidOption("limits", "the rate of «\(type)» is more than one in a microsecond")
        }
        if rate.burst < 1 { throw .invalidOption("limits", "the burst \(rate.burst) of «\(type)» is less than 1") }
    }
}

extension GroupPolicy {
    fileprivate func validate() throws(TaskQueueError) {
        if let maxSize, maxSize < 1 { throw .invalidOption("maxSize", "\(maxSize) is less than 1") }
        if let maxDelay, maxDelay <= .zero { throw .invalidOption("maxDelay", "\(maxDelay) is not more than zero") }
        if gracePeriod < .seconds(1) { throw .invalidOption("gracePeriod", "\(gracePeriod) is less than one second") }
    }
}
