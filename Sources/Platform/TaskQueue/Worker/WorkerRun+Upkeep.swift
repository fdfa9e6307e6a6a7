import Clocks
import Logging

extension WorkerRun {
    /// Starts to listen to the broker.
    ///
    /// Subscribed before the first look at the queues, so that nothing that comes up meanwhile is missed.
    func listen(in group: inout TaskGroup<Void>) {
        let readySignals = broker.signals(.ready, in: queues)
        let scheduledSignals = broker.signals(.scheduled, in: queues)
        let cancellations = broker.cancellations()
        let executor = broker.executor
        group.addTask(executorPreference: executor) { for await _ in readySignals { self.ready.raise() } }
        group.addTask(executorPreference: executor) { for await _ in scheduledSignals { self.scheduled.raise() } }
        group.addTask { for await id in cancellations { self.cancel(id) } }
        if configuration.aggregation != nil {
            let groupedSignals = broker.signals(.grouped, in: queues)
            group.addTask { for await _ in groupedSignals { self.grouped.raise() } }
        }
    }

    /// Starts the loops that run beside the taking of tasks, until they are cancelled.
    func keepUp(in group: inout TaskGroup<Void>) {
        group.addTask { await self.lookPeriodically() }
        group.addTask(executorPreference: broker.executor) { await self.forward() }
        group.addTask { await self.enforceExpiries() }
        group.addTask { await self.extendLeases() }
        group.addTask { await self.showPresence() }
        group.addTask { await self.recover() }
        group.addTask { await self.cleanUp() }
        if let aggregation = configuration.aggregation {
            group.addTask { await self.aggregate(aggregation) }
        }
    }

    /// Makes tasks pending at the moment at which they are due.
    private func forward() async {
        while !Task.isCancelled {
            let nextCheck: Timestamp
            do {
                let nextDue = try await broker.forwardDue(in: queues)
                nextCheck = min(nextDue ?? .distantFuture, clock.now + broker.checkInterval)
            } catch {
                logError("cannot forward due tasks", error)
                nextCheck = clock.now + Self.pauseAfterError
            }
            await scheduled.wait(until: nextCheck, on: clock)
        }
    }

    /// Deletes what is no longer kept.
    private func cleanUp() async {
        await every(configuration.cleanUpInterval, "cannot delete expired tasks") {
            try await self.broker.deleteExpired(in: self.queues)
        }
    }

    /// Runs `body` at once and then at an interval, through its errors, until the task is cancelled.
    func every(
        _ interval: Duration, _ failure: String, _ body: () async throws -> Void
    ) async {
        while !Task.isCancelled {
            do {
                try await body()
            } catch {
                logError(failure, error)
            }
            do {
                try await clock.sleep(for: interval)
            } catch {
                return  // Cancelled, which is how the upkeep ends.
            }
        }
    }

    func logError(_ message: String, _ error: any Error) {
        // A shutdown may cut short what is under way.
        guard !Task.isCancelled else { return }
        logger.warning("\(message)", metadata: ["error": "\(error)"])
    }
}
