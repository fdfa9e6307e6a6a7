import Clocks

/// A task to enqueue: its type, payload and options.
public struct TaskRequest: Sendable, Hashable {
    /// The type that workers choose a handler by.
    public var type: String
    /// The payload's bytes, by convention JSON.
    public var payload: [UInt8]
    public var options: TaskOptions

    public init(type: String, payload: [UInt8], options: TaskOptions = .init()) {
        self.type = type
        self.payload = payload
        self.options = options
    }

    /// A request whose payload is encoded as JSON with sorted keys.
    /// - Throws: ``TaskQueueError`` with the code `invalidPayload` where it cannot be encoded.
    public init<Payload: TaskPayload>(_ payload: Payload, options: TaskOptions = .init()) throws(TaskQueueError) {
        self.init(type: Payload.taskType, payload: try payload.encodedJSON(), options: options)
    }
}

extension TaskRequest {
    /// The task to store, every option checked and every default filled in.
    /// - Throws: ``TaskQueueError`` with the code `invalidOption`.
    func newTask(now: Timestamp) throws(TaskQueueError) -> NewTask {
        try TaskOptions.validate(name: type, of: "type")
        try options.validate()
        let processAt = options.processIn.map { now + $0 } ?? options.processAt
        let message = TaskMessage(
            id: options.taskID ?? TaskID.random(),
            type: type,
            payload: payload,
            queue: options.queue ?? TaskOptions.defaultQueue,
            headers: options.headers,
            maxRetry: options.maxRetry ?? TaskOptions.defaultMaxRetry,
            timeout: options.timeout ?? (options.deadline == nil ? TaskOptions.defaultTimeout : nil),
            deadline: options.deadline,
            retention: options.retention.flatMap { $0 > .zero ? $0 : nil },
            group: options.group
        )
        return NewTask(
            message: message,
            processAt: processAt.flatMap { $0 > now ? $0 : nil },
            uniqueFor: options.uniqueFor
        )
    }
}
