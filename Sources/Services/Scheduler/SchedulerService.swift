public import Logging
import QueueContract
public import ServiceLifecycle
public import TaskQueue

/// scheduler: enqueues the platform's periodic work. Any number of them may run; each tick is enqueued once.
public struct SchedulerService: Service {
    private let scheduler: TaskScheduler

    /// - Parameters:
    ///   - sweepEvery: how often orders are looked for that the queue forgot to close. Whole seconds.
    ///   - expireEvery: how often paid orders are looked for whose departure day has passed. Whole seconds.
    public init(
        broker: any Broker, sweepEvery: Duration, expireEvery: Duration, logger: Logger
    ) throws {
        // A sweep that waited for the next one is no use any more.
        let tasks = [
            try PeriodicTask(
                id: "order-sweep", cron: "@every \(sweepEvery.components.seconds)s", payload: SweepUnpaidOrders(),
                options: TaskOptions(maxRetry: 0, timeout: .seconds(60))),
            try PeriodicTask(
                id: "order-expiry", cron: "@every \(expireEvery.components.seconds)s", payload: ExpirePaidOrders(),
                options: TaskOptions(maxRetry: 0, timeout: .seconds(60))),
        ]
        scheduler = try TaskScheduler(broker: broker, tasks: tasks, logger: logger)
    }

    public func run() async throws {
        try await scheduler.run()
    }
}
