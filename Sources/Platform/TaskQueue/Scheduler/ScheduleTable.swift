import Clocks

/// Which periodic tasks there are, and when each is due next.
struct ScheduleTable: Sendable {
    /// One tick of a periodic task.
    struct Tick: Sendable, Hashable {
        var task: PeriodicTask
        var dueAt: Timestamp
    }

    private struct Entry {
        var task: PeriodicTask
        /// `nil` where it is never due again.
        var nextTick: Timestamp?
        var previousTick: Timestamp?
    }

    /// How late a tick may still be enqueued: a scheduler that was held up longer missed it.
    static let graceTime: Duration = .seconds(60)

    private var entries: [String: Entry] = [:]

    /// A table of tasks, whose ticks up to `now` are the past.
    init(_ tasks: [PeriodicTask], at now: Timestamp) {
        replace(with: tasks, at: now)
    }

    /// - Throws: ``TaskQueueError`` with the code `invalidOption` where two of the tasks have the same id.
    static func validate(_ tasks: [PeriodicTask]) throws(TaskQueueError) {
        var ids: Set<String> = []
        for task in tasks where !ids.insert(task.id).inserted {
            throw .invalidOption("tasks", "two periodic tasks have the id «\(task.id)»")
        }
    }

    /// When the next tick is due; `nil` where none is.
    var nextTick: Timestamp? {
        entries.values.lazy.compactMap(\.nextTick).min()
    }

    /// Schedules these tasks in place of those before. One that has not changed keeps its next tick, the others tick
    /// after `now`.
    /// - Returns: whether anything has changed.
    @discardableResult
    mutating func replace(with tasks: [PeriodicTask], at now: Timestamp) -> Bool {
        let old = entries
        entries = [:]
        for task in tasks {
            let entry = old[task.id]
            if let entry, entry.task == task {
                entries[task.id] = entry
                continue
            }
            var start = now
            // A tick that is due, and has yet to be handed out, is not missed because the task has changed.
            if let due = entry?.nextTick, due <= now { start = due - .nanoseconds(1) }
            entries[task.id] = Entry(
                task: task, nextTick: task.schedule.nextTick(after: start), previousTick: entry?.previousTick)
        }
        return old.mapValues(\.task) != entries.mapValues(\.task)
    }

    /// Hands out the ticks that are due, the earliest first, each once.
    /// - Returns: the ticks, and the ids of tasks of which ticks were missed.
    mutating func takeDue(at now: Timestamp) -> (ticks: [Tick], missed: [String]) {
        var ticks: [Tick] = []
        var missed: [String] = []
        for (id, var entry) in entries {
            guard let first = entry.nextTick, first <= now else { continue }
            if first < now - Self.graceTime {
                missed.append(id)
                entry.nextTick = entry.task.schedule.nextTick(after: now - Self.graceTime)
            }
            while let tick = entry.nextTick, tick <= now {
                ticks.append(Tick(task: entry.task, dueAt: tick))
                entry.nextTick = entry.task.schedule.nextTick(after: tick)
            }
            entries[id] = entry
        }
        return (ticks.sorted { ($0.dueAt, $0.task.id) < ($1.dueAt, $1.task.id) }, missed.sorted())
    }

    /// Notes that a tick was enqueued, by this scheduler or another.
    mutating func noteEnqueued(_ tick: Tick) {
        guard let previous = entries[tick.task.id]?.previousTick, previous > tick.dueAt else {
            entries[tick.task.id]?.previousTick = tick.dueAt
            return
        }
    }

    /// The entries as operators see them, the next due first.
    var schedulerEntries: [SchedulerEntry] {
        entries.values
            .map { entry in
                SchedulerEntry(
                    id: entry.task.id, spec: entry.task.cron, type: entry.task.request.type,
                    payload: entry.task.request.payload, options: entry.task.request.options.texts,
                    nextEnqueueAt: entry.nextTick, previousEnqueueAt: entry.previousTick)
            }
            .sorted {
                ($0.nextEnqueueAt ?? .distantFuture, $0.id) < ($1.nextEnqueueAt ?? .distantFuture, $1.id)
            }
    }
}
