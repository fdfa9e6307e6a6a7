import Clocks
import Logging
import Synchronization

/// Stores the outcomes of attempts: as many at a time as have come up while the last ones were being stored, and
/// again after an error, for as long as the lease lasts.
final class Settler: Sendable {
    struct Entry: Sendable {
        var execution: TaskExecution
        var transition: TaskOutcome.Transition
    }

    private struct State {
        var entries: [Entry] = []
        var isClosed = false
    }

    private static let pause: Duration = .seconds(1)
    /// How often a worker that is closing tries to store the last outcomes.
    private static let closingAttempts = 3

    private let broker: any Broker
    private let table: ExecutionTable
    private let clock: any WallClock
    private let logger: Logger
    private let state = Mutex(State())
    private let wakeUp = WakeUp()

    init(broker: any Broker, table: ExecutionTable, clock: any WallClock, logger: Logger) {
        self.broker = broker
        self.table = table
        self.clock = clock
        self.logger = logger
    }

    /// Hands over outcomes to be stored, in order.
    func add(_ entries: [Entry]) {
        state.withLock { $0.entries += entries }
        wakeUp.raise()
    }

    /// Announces that no more outcomes will come: ``run()`` returns when it has stored what there is.
    func close() {
        state.withLock { $0.isClosed = true }
        wakeUp.raise()
    }

    /// Stores outcomes until it is closed, also in a task that was cancelled: those of a worker that is torn down
    /// must not wait for their leases to expire.
    func run() async {
        var attemptsLeft = Self.closingAttempts
        while true {
            let (entries, isClosed) = state.withLock { state in
                defer { state.entries = [] }
                return (state.entries, state.isClosed)
            }
            if entries.isEmpty {
                if isClosed { return }
                await wakeUp.waitUntilRaised()
                continue
            }
            let unsettled = await settle(entries)
            guard !unsettled.isEmpty else { continue }
            if isClosed || Task.isCancelled {
                attemptsLeft -= 1
                guard attemptsLeft > 0 else { return giveUp(unsettled) }
            }
            state.withLock { $0.entries = unsettled + $0.entries }
            await wakeUp.wait(until: clock.now + Self.pause, on: clock)
        }
    }

    /// - Returns: the entries to try again.
    private func settle(_ entries: [Entry]) async -> [Entry] {
        do {
            let lost = try await broker.settle(entries.map { TaskOutcome($0.execution.task, $0.transition) })
            for lease in lost { logLost(lease) }
            table.remove(entries.lazy.map(\.execution))
            return []
        } catch {
            logger.warning(
                "cannot store the outcome of tasks",
                metadata: ["tasks": "\(entries.count)", "error": "\(error)"])
        }
        let now = clock.now
        let expired = entries.filter { $0.execution.leaseExpiry <= now }
        for entry in expired { logLost(entry.execution.task.lease) }
        table.remove(expired.lazy.map(\.execution))
        return entries.filter { $0.execution.leaseExpiry > now }
    }

    private func giveUp(_ entries: [Entry]) {
        for entry in entries {
            logger.error(
                "the outcome of a task was not stored; the task runs again when its lease has expired",
                metadata: metadata(entry.execution.task.lease))
        }
        table.remove(entries.lazy.map(\.execution))
    }

    private func logLost(_ lease: TaskLease) {
        logger.warning("the lease of a task was lost, its outcome is not stored", metadata: metadata(lease))
    }

    private func metadata(_ lease: TaskLease) -> Logger.Metadata {
        ["task.id": "\(lease.taskID)", "task.queue": "\(lease.queue)"]
    }
}
