public import TaskQueue

extension TaskQueueError {
    /// The error in words for an operator: what is wrong and, where the store said something more, that too.
    public var explanation: String {
        guard let cause else { return message }
        let detail = "\(cause)"
        return message.contains(detail) ? message : "\(message): \(detail)"
    }
}

extension TaskQueueInspector {
    /// Makes sure that there is such a queue.
    /// - Throws: ``TaskQueueError`` with the code `notFound`, whose message tells which queues there are.
    public func require(_ queue: String) async throws(TaskQueueError) {
        let queues = try await queues()
        guard !queues.contains(queue) else { return }
        let known = queues.isEmpty ? "there are no queues yet" : "the queues are " + queues.joined(separator: ", ")
        throw TaskQueueError(.notFound, "there is no queue «\(queue)»; \(known)")
    }
}
