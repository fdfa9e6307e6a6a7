import Clocks
import Logging
import Synchronization

extension WorkerRun {
    /// How long a worker leaves a broker alone that failed.
    static let pauseAfterError: Duration = .seconds(1)

    /// Takes tasks as slots are free, and has an attempt made at each, until the worker is stopped.
    func takeTasks() async {
        let order = QueueOrder(weights: configuration.queues, isStrict: configuration.isStrict)
        var generator = SystemRandomNumberGenerator()
        var request = DequeueRequest(
            queues: [], limit: 0, leaseDuration: configuration.leaseDuration, limits: configuration.limits)
        while !isStopping {
            request.limit = table.free
            guard request.limit > 0 else {
                await table.changed.wait()
                continue
            }
            request.queues = order.next(using: &generator)
            let delivery: Delivery
            do {
                delivery = try await broker.dequeue(request)
            } catch {
                logger.warning("cannot take tasks", metadata: ["error": "\(error)"])
                await ready.wait(until: clock.now + Self.pauseAfterError, on: clock)
                continue
            }
            for task in delivery.unreadable { report(task) }
            start(table.insert(delivery.tasks))
            if delivery.tasks.count < request.limit, delivery.unreadable.isEmpty { await ready.wait() }
        }
    }

    /// Has attempts made that occupy a slot.
    func start(_ executions: [TaskExecution]) {
        guard !executions.isEmpty else { return }
        let now = clock.now
        var earliest = Timestamp.distantFuture
        for execution in executions { earliest = min(earliest, execution.begin(at: now)) }
        if earliest.nanoseconds < watchedExpiry.load(ordering: .sequentiallyConsistent) { expiryMoved.raise() }
        metrics?.begin(executions, at: now)
        pool.add(executions)
    }

    private func report(_ task: UnreadableTask) {
        logger.error(
            "a task cannot be read and was set aside",
            metadata: ["task.id": "\(task.taskID)", "task.queue": "\(task.queue)", "reason": "\(task.reason)"])
        metrics?.countUnreadable(in: task.queue)
    }

    /// Has the queues looked into now and then, for the sake of tasks of which no signal came.
    func lookPeriodically() async {
        while !Task.isCancelled {
            do {
                try await clock.sleep(for: broker.checkInterval)
            } catch {
                return  // Cancelled, which is how the upkeep ends.
            }
            ready.raise()
        }
    }
}
