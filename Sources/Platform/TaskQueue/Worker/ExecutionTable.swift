import Clocks
import Synchronization

/// The attempts of one worker: those that occupy a slot, and those whose outcome has yet to be stored.
final class ExecutionTable: Sendable {
    private struct Entry {
        var execution: TaskExecution
        var occupiesSlot = true
    }

    private struct State {
        /// By the order in which the tasks were taken.
        var entries: [Int: Entry] = [:]
        var nextNumber = 0
        var occupied = 0
    }

    /// Outcomes that may wait to be stored while the store is slow or away, before the worker stops taking tasks.
    private static let backlogLimit = 1_000

    private let state = Mutex(State())
    private let concurrency: Int
    /// Raised when a slot is freed or an outcome was stored.
    let changed = WakeUp()

    init(concurrency: Int) {
        self.concurrency = concurrency
    }

    /// How many more tasks may be taken.
    var free: Int {
        state.withLock { state in
            min(concurrency - state.occupied, concurrency + Self.backlogLimit - state.entries.count)
        }
    }

    var occupied: Int {
        state.withLock { $0.occupied }
    }

    /// The attempts whose outcome is not stored, in the order in which they were taken.
    var all: [(number: Int, execution: TaskExecution)] {
        state.withLock { state in
            state.entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value.execution) }
        }
    }

    /// The first moment after `moment` at which an attempt that runs must be ended.
    func nextExpiry(after moment: Timestamp) -> Timestamp {
        state.withLock { state in
            state.entries.values.lazy.filter(\.occupiesSlot).map(\.execution.expiry).filter { $0 > moment }.min()
                ?? .distantFuture
        }
    }

    /// Enters an attempt, which occupies a slot.
    /// - Returns: the number under which it is entered.
    func insert(_ execution: TaskExecution) -> Int {
        state.withLock { state in
            state.nextNumber += 1
            state.entries[state.nextNumber] = Entry(execution: execution)
            state.occupied += 1
            return state.nextNumber
        }
    }

    /// Frees an attempt's slot.
    func free(_ number: Int) {
        state.withLock { state in
            guard state.entries[number]?.occupiesSlot == true else { return }
            state.entries[number]?.occupiesSlot = false
            state.occupied -= 1
        }
        changed.raise()
    }

    /// Takes attempts off the table, whose outcomes are stored or given up.
    func remove(_ numbers: [Int]) {
        state.withLock { state in
            for number in numbers {
                if state.entries.removeValue(forKey: number)?.occupiesSlot == true { state.occupied -= 1 }
            }
        }
        changed.raise()
    }
}
