import Clocks

/// Puts tasks into queues.
///
/// When a call returns, the broker has stored the task: it outlives a crash of every process. The task takes the present
/// trace along in its headers, or goes on with the one that they hold.
public struct TaskQueueClient: Sendable {
    private let broker: any Broker

    public init(broker: any Broker) {
        self.broker = broker
    }

    /// Enqueues a task of the payload's type.
    /// - Throws: ``TaskQueueError`` with the code `taskIDConflict` where the queue has a task of that id,
    ///   `duplicateTask` where `uniqueFor` of another task forbids it, `invalidOption`, `invalidPayload`, or
    ///   `unavailable`.
    @discardableResult
    public func enqueue(
        _ payload: some TaskPayload, options: TaskOptions = .init()
    ) async throws(TaskQueueError) -> TaskInfo {
        try await enqueue(TaskRequest(payload, options: options))
    }

    /// Enqueues a task whose payload is given in bytes.
    /// - Throws: ``TaskQueueError``, as the form above does.
    @discardableResult
    public func enqueue(
        type: String, payload: [UInt8], options: TaskOptions = .init()
    ) async throws(TaskQueueError) -> TaskInfo {
        try await enqueue(TaskRequest(type: type, payload: payload, options: options))
    }

    /// Enqueues one request.
    /// - Throws: ``TaskQueueError``, as the forms above do.
    @discardableResult
    public func enqueue(_ request: TaskRequest) async throws(TaskQueueError) -> TaskInfo {
        let task = try request.newTask(now: broker.clock.now)
        let sending = TaskSending([task])
        try await sending.run(broker.enqueue)
        return sending.tasks[0].info
    }

    /// Enqueues all the requests, in order, or none of them.
    /// - Throws: ``TaskQueueError`` for the first request that is refused; its message names the task.
    @discardableResult
    public func enqueue(_ requests: [TaskRequest]) async throws(TaskQueueError) -> [TaskInfo] {
        let now = broker.clock.now
        var tasks: [NewTask] = []
        tasks.reserveCapacity(requests.count)
        for request in requests { tasks.append(try request.newTask(now: now)) }
        guard !tasks.isEmpty else { return [] }
        let sending = TaskSending(tasks)
        try await sending.run(broker.enqueue)
        return sending.tasks.map(\.info)
    }
}
