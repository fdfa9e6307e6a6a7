import Clocks
import Logging
import Synchronization

/// What a worker has while it runs, and the loops that share it.
final class WorkerRun: Sendable {
    let broker: any Broker
    /// Runs a task of any type.
    let handler: TaskRouter.Handler
    let configuration: TaskWorker.Configuration
    /// `nil` where nobody collects metrics.
    let metrics: WorkerMetrics?
    let clock: any WallClock
    let logger: Logger
    let identity = ProcessIdentity.current()
    let startedAt: Timestamp
    /// Sorted, so that all processes lock rows in the same order.
    let queues: [String]
    let table: ExecutionTable
    let pool = RunnerPool()
    let settler: Settler
    /// Raised when a task may have become pending.
    let ready = WakeUp()
    /// Raised when a task was scheduled.
    let scheduled = WakeUp()
    /// Raised when a task joined a group.
    let grouped = WakeUp()
    /// Raised when operators should see at once what has changed.
    let presenceChanged = WakeUp()
    /// Raised when an attempt began that must end before all the others.
    let expiryMoved = WakeUp()
    /// The moment, in nanoseconds, until which ``enforceExpiries()`` sleeps.
    let watchedExpiry = Atomic(Int64.max)
    private let stopping = Atomic(false)

    init(
        broker: any Broker, router: TaskRouter, configuration: TaskWorker.Configuration, metrics: WorkerMetrics?,
        logger: Logger
    ) {
        self.broker = broker
        handler = router.makeHandler()
        self.configuration = configuration
        self.metrics = metrics
        clock = broker.clock
        startedAt = clock.now
        self.logger = logger
        queues = configuration.queues.keys.sorted()
        table = ExecutionTable(concurrency: configuration.concurrency)
        settler = Settler(broker: broker, table: table, clock: clock, logger: logger)
    }

    var isStopping: Bool {
        stopping.load(ordering: .acquiring) || Task.isCancelled
    }

    /// Begins the shutdown.
    func stop() {
        stopping.store(true, ordering: .releasing)
        ready.raise()
        table.changed.raise()
        presenceChanged.raise()
    }

    /// Takes and runs tasks until it is stopped or cancelled, and returns when all their outcomes are stored.
    func run() async {
        await withTaskGroup(of: Void.self) { settling in
            settling.addTask(executorPreference: broker.executor) { await self.settler.run() }
            await withTaskGroup(of: Void.self) { upkeep in
                listen(in: &upkeep)
                keepUp(in: &upkeep)
                await takeAndRun()
                upkeep.cancelAll()
            }
            settler.close()
        }
        await withdraw()
    }

    /// Takes tasks and runs their handlers until it is stopped, and returns when the handlers have returned.
    private func takeAndRun() async {
        await withDiscardingTaskGroup { runners in
            runners.addTask(executorPreference: broker.executor) {
                await self.takeTasks()
                await self.drain()
                self.pool.close()
            }
            while let count = await pool.runnersWanted() {
                for _ in 0..<count { runners.addTask { await self.runAttempts() } }
            }
        }
    }

    /// Waits for the attempts under way, at most until the shutdown timeout, and puts the rest back.
    private func drain() async {
        let deadline = clock.now + configuration.shutdownTimeout
        while table.occupied > 0, clock.now < deadline, !Task.isCancelled {
            await table.changed.wait(until: deadline, on: clock)
        }
        requeueUnfinished()
    }

    /// Ends the attempts that have not ended, and puts their tasks back to the front of their queues.
    private func requeueUnfinished() {
        // The one taken last goes back first, so that the queue has its order again.
        let stopped = table.all.reversed().filter { $0.abort() }
        guard !stopped.isEmpty else { return }
        logger.notice("putting back unfinished tasks", metadata: ["tasks": "\(stopped.count)"])
        let now = clock.now
        for execution in stopped {
            _ = table.release(execution)
            metrics?.end(execution, at: now)
        }
        settler.add(stopped.map { .init(execution: $0, transition: .requeue) })
    }
}
