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
        let tasks = [
            try PeriodicTask(
                id: "order-sweep", cron: "@every \(sweepEvery.components.seconds)s", payload: SweepUnpaidOrders(),
                options: Self.options(every: sweepEvery)),
            try PeriodicTask(
                id: "order-expiry", cron: "@every \(expireEvery.components.seconds)s", payload: ExpirePaidOrders(),
                options: Self.options(every: expireEvery)),
        ]
        scheduler = try TaskScheduler(broker: broker, tasks: tasks, logger: logger)
    }

    /// While nobody works on them one waits, and the ticks meanwhile add none: one finds all that there is to find. One that
    /// fails is tried again, so that it does not keep the next ones out until its time of being the only one is over.
    private static func options(every period: Duration) -> TaskOptions {
        TaskOptions(maxRetry: 3, timeout: .seconds(60), uniqueFor: period * 10)
    }

    public func run() async throws {
        try await scheduler.run()
    }
}
