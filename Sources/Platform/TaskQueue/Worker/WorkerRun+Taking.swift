import Clocks
import Logging
import Synchronization

extension WorkerRun {
    /// How long a worker leaves a broker alone that failed.
    static let pauseAfterError: Duration = .seconds(1)

    /// Takes tasks as slots are free, and starts an attempt at each, until the worker is stopped.
    func takeTasks(into attempts: inout DiscardingTaskGroup) async {
        let order = QueueOrder(weights: configuration.queues, isStrict: configuration.isStrict)
        var generator = SystemRandomNumberGenerator()
        while !isStopping {
            let limit = table.free
            guard limit > 0 else {
                await table.changed.wait()
                continue
            }
            let tasks: [LeasedTask]
            do {
                tasks = try await broker.dequeue(
                    from: order.next(using: &generator), limit: limit, leaseDuration: configuration.leaseDuration)
            } catch {
                logger.warning("cannot take tasks", metadata: ["error": "\(error)"])
                await ready.wait(until: clock.now + Self.pauseAfterError, on: clock)
                continue
            }
            for task in tasks { start(task, in: &attempts) }
            if tasks.count < limit {
                await ready.wait(until: clock.now + broker.checkInterval, on: clock)
            }
        }
    }

    private func start(_ task: LeasedTask, in attempts: inout DiscardingTaskGroup) {
        let execution = TaskExecution(task, startedAt: clock.now)
        let number = table.insert(execution)
        if execution.expiry.nanoseconds < watchedExpiry.load(ordering: .sequentiallyConsistent) {
            expiryMoved.raise()
        }
        attempts.addTask { await self.attempt(execution, number: number) }
    }
}
