import TaskQueue

extension TaskQueueError {
    static func noQueue(_ queue: String) -> TaskQueueError {
        TaskQueueError(.notFound, "there is no queue «\(queue)»")
    }

    static func noTask(_ id: String, in queue: String) -> TaskQueueError {
        TaskQueueError(.notFound, "there is no task «\(id)» in the queue «\(queue)»")
    }

    static func unreadableTask(_ id: String, in queue: String, _ reason: String) -> TaskQueueError {
        TaskQueueError(.brokerFailure, "the task «\(id)» in the queue «\(queue)» cannot be read: \(reason)")
    }
}
