import Clocks
import Synchronization

/// The attempts of one worker: those that occupy a slot, the suspects that wait for their turn, and those whose
/// outcome has yet to be stored.
final class ExecutionTable: Sendable {
    private struct Entry {
        var execution: TaskExecution
        var occupiesSlot: Bool
    }

    private struct State {
        /// By the index of their attempt.
        var entries: [Entry?] = []
        /// The indices of those that are `nil`.
        var vacancies: [Int] = []
        var nextNumber = 0
        var occupied = 0
        /// The first is the next to run.
        var waitingSuspects: [TaskExecution] = []
        /// The suspect that has its turn.
        var suspect: TaskExecution?
    }

    /// Outcomes that may wait to be stored while the store is slow or away, before the worker stops taking tasks.
    private static let backlogLimit = 1_000

    private let state = Mutex(State())
    private let concurrency: Int
    /// Raised when slots are free, so that a worker takes as many tasks as it can in one go: at once by
    /// ``announceFree()``, and else as soon as half of them are.
    let changed = WakeUp()

    init(concurrency: Int) {
        self.concurrency = concurrency
    }

    /// How many more tasks may be taken.
    var free: Int {
        state.withLock { state in
            // Suspects that wait hold no slot, lest they keep all other tasks waiting, but they are not to pile up.
            guard state.waitingSuspects.count < concurrency else { return 0 }
            let unsettled = state.entries.count - state.vacancies.count
            return min(concurrency - state.occupied, concurrency + Self.backlogLimit - unsettled)
        }
    }

    var occupied: Int {
        state.withLock { $0.occupied }
    }

    /// The attempts whose outcome is not stored, in the order in which they were taken.
    var all: [TaskExecution] {
        state.withLock { $0.entries.compactMap { $0?.execution } }.sorted { $0.number < $1.number }
    }

    /// The attempts that occupy a slot.
    var running: [TaskExecution] {
        state.withLock { $0.entries.compactMap { $0.flatMap { $0.occupiesSlot ? $0.execution : nil } } }
    }

    /// Enters tasks that were taken.
    /// - Returns: those that may run, each of which occupies a slot.
    func insert(_ tasks: [LeasedTask]) -> [TaskExecution] {
        state.withLock { state in
            var ready: [TaskExecution] = []
            ready.reserveCapacity(tasks.count)
            for task in tasks {
                let index = state.vacancies.popLast() ?? state.entries.count
                state.nextNumber += 1
                let execution = TaskExecution(task, number: state.nextNumber, index: index)
                let waits = task.isSuspect && state.suspect != nil
                let entry = Entry(execution: execution, occupiesSlot: !waits)
                if index == state.entries.count { state.entries.append(entry) } else { state.entries[index] = entry }
                if waits {
                    state.waitingSuspects.append(execution)
                } else {
                    if task.isSuspect { state.suspect = execution }
                    state.occupied += 1
                    ready.append(execution)
                }
            }
            return ready
        }
    }

    /// Frees the slot of an attempt that has ended, if it has one.
    /// - Returns: the suspect that takes over the slot from another.
    func release(_ execution: TaskExecution) -> TaskExecution? {
        let (next, isRaised) = state.withLock { state -> (TaskExecution?, Bool) in
            guard let entry = state.entries[execution.index], entry.execution === execution, entry.occupiesSlot else {
                return (nil, false)
            }
            state.entries[execution.index]?.occupiesSlot = false
            if state.suspect === execution {
                state.suspect = nil
                // Those that have ended while they waited are gone.
                state.waitingSuspects.removeAll(where: \.hasEnded)
                if !state.waitingSuspects.isEmpty {
                    let next = state.waitingSuspects.removeFirst()
                    state.suspect = next
                    state.entries[next.index]?.occupiesSlot = true
                    return (next, true)
                }
            }
            state.occupied -= 1
            return (nil, state.occupied <= concurrency / 2)
        }
        if isRaised { changed.raise() }
        return next
    }

    /// Wakes who waits for a free slot.
    func announceFree() {
        changed.raise()
    }

    /// Takes attempts off the table whose slots were freed, and whose outcomes are stored or given up.
    func remove(_ executions: some Sequence<TaskExecution>) {
        let wasFull = state.withLock { state in
            let wasFull = state.entries.count - state.vacancies.count >= Self.backlogLimit
            for execution in executions where state.entries[execution.index]?.execution === execution {
                state.entries[execution.index] = nil
                state.vacancies.append(execution.index)
            }
            return wasFull
        }
        if wasFull { changed.raise() }
    }
}
