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
        in queue: String, state: TaskState, group: String? = nil, page: Int = 1, pageSize: Int = 30
    ) async throws(TaskQueueError) -> [TaskInfo] {
        let offset = try Self.offset(page: page, pageSize: pageSize)
        return try await broker.tasks(in: queue, state: state, group: group, offset: offset, limit: pageSize)
    }

    private static func offset(page: Int, pageSize: Int) throws(TaskQueueError) -> Int {
        guard (1...1000).contains(pageSize) else {
            throw .invalidOption("pageSize", "\(pageSize) is not within 1…1000")
        }
        let (offset, overflow) = (page - 1).multipliedReportingOverflow(by: pageSize)
        guard page >= 1, !overflow else { throw .invalidOption("page", "there is no page \(page)") }
        return offset
    }

    /// The groups of a queue and how many tasks wait in each, by name.
    /// - Throws: ``TaskQueueError`` with the code `notFound`.
    public func groups(in queue: String) async throws(TaskQueueError) -> [GroupSize] {
        try await broker.groupSizes(in: queue)
    }

    /// One task.
    /// - Throws: ``TaskQueueError`` with the code `notFound`.
    public func task(_ id: String, in queue: String) async throws(TaskQueueError) -> TaskInfo {
        try await broker.task(id, in: queue)
    }

    /// Makes a scheduled, retried, archived or aggregating task pending.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func run(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await broker.run(id, in: queue)
    }

    /// Archives a pending, scheduled, retried or aggregating task.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func archive(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await broker.archive(id, in: queue)
    }

    /// Deletes a task that is not active, and gives up its uniqueness lock.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func delete(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await broker.delete(id, in: queue)
    }

    /// Makes all tasks of a queue in a state pending: scheduled, retried, archived or aggregating ones.
    /// - Returns: the number of tasks.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    @discardableResult
    public func runAll(
        in queue: String, state: TaskState, group: String? = nil
    ) async throws(TaskQueueError) -> Int {
        try await broker.apply(.run, in: queue, state: state, group: group)
    }

    /// Archives all tasks of a queue in a state: pending, scheduled, retried or aggregating ones.
    /// - Returns: the number of tasks.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    @discardableResult
    public func archiveAll(
        in queue: String, state: TaskState, group: String? = nil
    ) async throws(TaskQueueError) -> Int {
        try await broker.apply(.archive, in: queue, state: state, group: group)
    }

    /// Deletes all tasks of a queue in a state, which is any but active.
    /// - Returns: the number of tasks.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    @discardableResult
    public func deleteAll(
        in queue: String, state: TaskState, group: String? = nil
    ) async throws(TaskQueueError) -> Int {
        try await broker.apply(.delete, in: queue, state: state, group: group)
    }

    /// Replaces the payload of a scheduled task. A uniqueness lock stays that of the old payload.
    /// - Throws: ``TaskQueueError`` with the code `notFound` or `wrongState`.
    public func replacePayload(
        of id: String, in queue: String, with payload: [UInt8]
    ) async throws(TaskQueueError) {
        try await broker.replacePayload(of: id, in: queue, with: payload)
    }

    /// Asks the worker that runs a task to cancel the attempt, which then counts as failed. Where none runs it,
    /// nothing happens.
    public func cancel(_ id: String) async throws(TaskQueueError) {
        try await broker.cancel(id)
    }

    /// The workers that are alive, with what they are running.
    public func servers() async throws(TaskQueueError) -> [ServerInfo] {
        try await broker.servers()
    }

    /// The entries of the schedulers that are alive, the next due first.
    public func schedulerEntries() async throws(TaskQueueError) -> [ScheduledEntry] {
        try await broker.schedulerEntries()
    }

    /// One page of the ticks of an entry that were enqueued, the newest first.
    /// - Throws: ``TaskQueueError`` with the code `invalidOption` for pages that cannot be.
    public func enqueueEvents(
        of entryID: String, page: Int = 1, pageSize: Int = 30
    ) async throws(TaskQueueError) -> [EnqueueEvent] {
        let offset = try Self.offset(page: page, pageSize: pageSize)
        return try await broker.enqueueEvents(of: entryID, offset: offset, limit: pageSize)
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
