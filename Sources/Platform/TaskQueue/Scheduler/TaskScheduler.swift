import Clocks
public import Logging
public import ServiceLifecycle

/// Enqueues periodic tasks when they are due.
///
/// Any number of schedulers may run the same entries on one broker: each tick of an entry is enqueued once. A tick at
/// which none is running is not made up for.
public struct TaskScheduler: Service {
    private let broker: any Broker
    private let tasks: [PeriodicTask]
    private let provider: (any PeriodicTaskProvider)?
    private let syncInterval: Duration
    private let logger: Logger

    /// A scheduler of tasks that stay the same.
    /// - Throws: ``TaskQueueError`` with the code `invalidOption` where two of the tasks have the same id.
    public init(broker: any Broker, tasks: [PeriodicTask], logger: Logger) throws(TaskQueueError) {
        try ScheduleTable.validate(tasks)
        self.init(broker: broker, tasks: tasks, provider: nil, syncInterval: .zero, logger: logger)
    }

    /// A scheduler that asks at an interval which tasks there are.
    /// - Parameter syncInterval: the time after which a change takes effect at the latest.
    /// - Throws: ``TaskQueueError`` with the code `invalidOption` for an interval that is not more than zero.
    public init(
        broker: any Broker, provider: any PeriodicTaskProvider, syncInterval: Duration = .seconds(180), logger: Logger
    ) throws(TaskQueueError) {
        guard syncInterval > .zero else {
            throw .invalidOption("syncInterval", "\(syncInterval) is not more than zero")
        }
        self.init(broker: broker, tasks: [], provider: provider, syncInterval: syncInterval, logger: logger)
    }

    private init(
        broker: any Broker, tasks: [PeriodicTask], provider: (any PeriodicTaskProvider)?, syncInterval: Duration,
        logger: Logger
    ) {
        self.broker = broker
        self.tasks = tasks
        self.provider = provider
        self.syncInterval = syncInterval
        self.logger = logger
    }

    /// Enqueues until a graceful shutdown or cancellation.
    public func run() async throws {
        let run = SchedulerRun(broker: broker, tasks: tasks, logger: logger)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                if let provider {
                    group.addTask { await run.sync(with: provider, every: syncInterval) }
                }
                group.addTask { await run.showPresence() }
                group.addTask { await run.enqueueDue() }
            }
        }
        await run.withdraw()
    }
}
