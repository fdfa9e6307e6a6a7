import Clocks
import Logging
import Synchronization

extension SchedulerRun {
    /// The longest time after which a provider that failed is asked again.
    private static let pauseAfterFailedSync: Duration = .seconds(10)

    /// Asks the provider which tasks there are, until the task is cancelled.
    func sync(with provider: any PeriodicTaskProvider, every interval: Duration) async {
        while !Task.isCancelled {
            var pause = interval
            do {
                let tasks = try await provider.periodicTasks()
                try ScheduleTable.validate(tasks)
                if table.withLock({ $0.replace(with: tasks, at: clock.now) }) {
                    logger.info("the periodic tasks have changed", metadata: ["entries": "\(tasks.count)"])
                    tasksChanged.raise()
                    presenceChanged.raise()
                }
            } catch {
                guard !Task.isCancelled else { return }
                logger.error(
                    "cannot learn which periodic tasks there are; those known before go on",
                    metadata: ["error": "\(error)"])
                pause = min(interval, Self.pauseAfterFailedSync)
            }
            do {
                try await clock.sleep(for: pause)
            } catch {
                return  // Cancelled.
            }
        }
    }
}
