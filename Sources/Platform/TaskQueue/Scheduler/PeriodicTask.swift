import Clocks

/// A task that is enqueued again and again, on a schedule.
public struct PeriodicTask: Sendable, Hashable {
    /// Names the entry in all processes that schedule it; their ticks are one.
    public let id: String
    /// The spec that ``schedule`` was read from.
    public let cron: String
    public let schedule: CronSchedule
    /// What each tick enqueues.
    public let request: TaskRequest

    /// - Parameters:
    ///   - cron: see ``CronSchedule``.
    ///   - options: those of each task. A `taskID` would let only one of them be in the queue at a time.
    /// - Throws: ``TaskQueueError`` with the code `invalidOption`.
    public init(
        id: String, cron: String, type: String, payload: [UInt8], options: TaskOptions = .init()
    ) throws(TaskQueueError) {
        try self.init(id: id, cron: cron, request: TaskRequest(type: type, payload: payload, options: options))
    }

    /// A periodic task of the payload's type.
    /// - Throws: ``TaskQueueError`` with the code `invalidOption` or `invalidPayload`.
    public init(
        id: String, cron: String, payload: some TaskPayload, options: TaskOptions = .init()
    ) throws(TaskQueueError) {
        try self.init(id: id, cron: cron, request: TaskRequest(payload, options: options))
    }

    private init(id: String, cron: String, request: TaskRequest) throws(TaskQueueError) {
        try TaskOptions.validate(name: id, of: "id")
        // Refuses what every tick would be refused for.
        _ = try request.newTask(now: .distantPast)
        self.id = id
        self.cron = cron
        self.schedule = try CronSchedule(cron)
        self.request = request
    }
}
