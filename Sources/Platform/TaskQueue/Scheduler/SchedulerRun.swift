import Clocks
import Logging
import Synchronization

/// What a scheduler has while it runs, and the loops that share it.
final class SchedulerRun: Sendable {
    let broker: any Broker
    let clock: any WallClock
    let logger: Logger
    let identity = ProcessIdentity.current()
    let table: Mutex<ScheduleTable>
    /// Raised when the tasks have changed.
    let tasksChanged = WakeUp()
    /// Raised when operators should see at once what has changed.
    let presenceChanged = WakeUp()

    static let pauseAfterError: Duration = .seconds(1)

    init(broker: any Broker, tasks: [PeriodicTask], logger: Logger) {
        self.broker = broker
        clock = broker.clock
        self.logger = logger
        table = Mutex(ScheduleTable(tasks, at: clock.now))
    }

    /// Enqueues the ticks at the moments at which they are due, until the task is cancelled.
    func enqueueDue() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let now = clock.now
                let (due, next) = table.withLock { ($0.takeDue(at: now), $0.nextTick) }
                for id in due.missed {
                    logger.error("ticks of a periodic task were missed", metadata: ["entry": "\(id)"])
                }
                // Beside each other, so that one that the store is slow to take keeps no other waiting.
                for tick in due.ticks { group.addTask { await self.enqueue(tick) } }
                await tasksChanged.wait(until: next ?? .distantFuture, on: clock)
            }
        }
    }
}
