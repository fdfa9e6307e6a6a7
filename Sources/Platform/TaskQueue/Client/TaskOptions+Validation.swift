extension TaskOptions {
    /// Refuses options that no task can have.
    /// - Throws: ``TaskQueueError`` with the code `invalidOption`, which names the option.
    func validate() throws(TaskQueueError) {
        if let queue { try Self.validate(name: queue, of: "queue") }
        if let taskID { try Self.validate(name: taskID, of: "taskID") }
        if let group { try Self.validate(name: group, of: "group") }
        if let maxRetry, !(0...Int(Int32.max)).contains(maxRetry) {
            throw .invalidOption("maxRetry", "\(maxRetry) is not within 0…\(Int32.max)")
        }
        if let timeout, timeout <= .zero {
            throw .invalidOption("timeout", "\(timeout) is not more than zero")
        }
        if let uniqueFor, uniqueFor < .seconds(1) {
            throw .invalidOption("uniqueFor", "\(uniqueFor) is less than one second")
        }
        if let processIn, processIn < .zero {
            throw .invalidOption("processIn", "\(processIn) is negative")
        }
        if processIn != nil, processAt != nil {
            throw .invalidOption("processIn", "processAt is given as well; a task takes one of them")
        }
        if let retention, retention < .zero {
            throw .invalidOption("retention", "\(retention) is negative")
        }
        for (name, value) in headers {
            try Self.validate(name: name, of: "headers")
            if value.utf8.contains(0) {
                throw .invalidOption("headers", "the value of «\(name)» contains a NUL character")
            }
        }
    }

    /// A name must show something, and must not hold a NUL, at which some stores would cut it.
    static func validate(name: String, of option: String) throws(TaskQueueError) {
        // Most names are plain letters, which need no look at Unicode's tables.
        let isPlain = !name.isEmpty && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isPlain || name.contains(where: { !$0.isWhitespace }) else {
            throw .invalidOption(option, name.isEmpty ? "it is empty" : "it is blank")
        }
        guard !name.utf8.contains(0) else {
            throw .invalidOption(option, "it contains a NUL character")
        }
    }
}
