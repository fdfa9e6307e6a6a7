/// Looks into queues and changes what is in them, for operators and their tools.
public struct TaskQueueInspector: Sendable {
    private let broker: any TaskInspection

    public init(broker: any TaskInspection) {
        self.broker = broker
    }

    /// The names of all queues, sorted.
    public func queues() async throws(TaskQueueError) -> [String] {
        try await broker.queues()
    }

    /// The sizes and counters of a queue.
    /// - Throws: ``TaskQueueError`` with the code `notFound`.
    public func statistics(of queue: String) async throws(TaskQueueError) -> QueueStatistics {
        try await broker.statistics(of: queue)
    }

    /// The counters of the last `days` UTC days, today first.
    /// - Parameter days: 1 to 90, the days that are kept.
    /// - Throws: ``TaskQueueError`` with the code `notFound`, or `invalidOption` for other numbers of days.
    public func history(of queue: String, days: Int) async throws(TaskQueueError) -> [DailyStatistics] {
        guard (1...90).contains(days) else { throw .invalidOption("days", "\(days) is not within 1…90") }
        return try await broker.history(of: queue, days: days)
    }

    /// One page of the tasks in a state, in the order in which the state will be left.
    /// - Parameters:
    ///   - page: from 1.
    ///   - pageSize: 1 to 1,000 tasks.
    /// - Throws: ``TaskQueueError`` with the code `notFound`, or `invalidOption` for other pages.
    public func tasks(
        in queue: String, state: TaskState, page: Int = 1, pageSize: Int = 30
    ) async throws(TaskQueueError) -> [TaskInfo] {
        guard (1...1000).contains(pageSize) else {
            throw .invalidOption("pageSize", "\(pageSize) is not within 1…1000")
        }
        let (offset, overflow) = (page - 1).multipliedReportingOverflow(by: pageSize)
        guard page >= 1, !overflow else { throw .invalidOption("page", "there is no page \(page)") }
        return try await broker.tasks(in: queue, state: state, offset: offset, limit: pageSize)
    }

    /// One task.
    /// - Throws: ``TaskQueueError`` with the code `notFound`.
    public func task(_ id: String, in queue: String) async throws(TaskQueueError) -> TaskInfo {
        try await broker.task(id, in: queue)
    }

    /// Makes a scheduled, retried or archived task pending.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func run(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await broker.run(id, in: queue)
    }

    /// Archives a pending, scheduled or retried task.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func archive(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await broker.archive(id, in: queue)
    }

    /// Deletes a task that is not active, and gives up its uniqueness lock.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func delete(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await broker.delete(id, in: queue)
    }

    /// Stops handing out a queue's tasks. Those that are running go on.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func pause(_ queue: String) async throws(TaskQueueError) {
        try await broker.pause(queue)
    }

    /// Hands out a paused queue's tasks again.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func resume(_ queue: String) async throws(TaskQueueError) {
        try await broker.resume(queue)
    }

    /// Deletes a queue with its counters and locks.
    /// - Parameter force: also where it has tasks, unless they are active.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func deleteQueue(_ queue: String, force: Bool = false) async throws(TaskQueueError) {
        try await broker.deleteQueue(queue, force: force)
    }
}
