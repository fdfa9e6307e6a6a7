import Clocks
import Logging
import Synchronization

/// What a worker has while it runs, and the loops that share it.
final class WorkerRun: Sendable {
    let broker: any Broker
    let router: TaskRouter
    let configuration: TaskWorker.Configuration
    let clock: any WallClock
    let logger: Logger
    /// Sorted, so that all processes lock rows in the same order.
    let queues: [String]
    let table: ExecutionTable
    let settler: Settler
    /// Raised when a task may have become pending.
    let ready = WakeUp()
    /// Raised when a task was scheduled.
    let scheduled = WakeUp()
    /// Raised when an attempt began that must end before all the others.
    let expiryMoved = WakeUp()
    /// The moment, in nanoseconds, until which ``enforceExpiries()`` sleeps.
    let watchedExpiry = Atomic(Int64.max)
    private let stopping = Atomic(false)

    init(
        broker: any Broker, router: TaskRouter, configuration: TaskWorker.Configuration, clock: any WallClock,
        logger: Logger
    ) {
        self.broker = broker
        self.router = router
        self.configuration = configuration
        self.clock = clock
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
    }

    /// Takes and runs tasks until it is stopped or cancelled, and returns when all their outcomes are stored.
    func run() async {
        // Subscribed before the first look at the queues, so that nothing that comes up meanwhile is missed.
        let readySignals = broker.signals(.ready, in: queues)
        let scheduledSignals = broker.signals(.scheduled, in: queues)
        await withTaskGroup(of: Void.self) { settling in
            settling.addTask { await self.settler.run() }
            await withTaskGroup(of: Void.self) { upkeep in
                upkeep.addTask { for await _ in readySignals { self.ready.raise() } }
                upkeep.addTask { for await _ in scheduledSignals { self.scheduled.raise() } }
                upkeep.addTask { await self.forward() }
                upkeep.addTask { await self.enforceExpiries() }
                upkeep.addTask { await self.sendHeartbeats() }
                upkeep.addTask { await self.recover() }
                upkeep.addTask { await self.cleanUp() }
                await withDiscardingTaskGroup { attempts in
                    await self.takeTasks(into: &attempts)
                    await self.drain()
                }
                upkeep.cancelAll()
            }
            settler.close()
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
    func requeueUnfinished() {
        // The one taken last goes back first, so that the queue has its order again.
        let stopped = table.all.reversed().filter { $0.execution.finish(.stopped) }
        guard !stopped.isEmpty else { return }
        logger.notice("putting back unfinished tasks", metadata: ["tasks": "\(stopped.count)"])
        settler.add(stopped.map { .init(number: $0.number, execution: $0.execution, transition: .requeue) })
    }
}
