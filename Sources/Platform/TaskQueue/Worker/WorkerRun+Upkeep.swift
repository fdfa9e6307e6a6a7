import Clocks
import Logging
import Synchronization

extension WorkerRun {
    /// Makes tasks pending at the moment at which they are due.
    func forward() async {
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

    /// Ends attempts at the moment at which their time or their lease is over.
    func enforceExpiries() async {
        while !Task.isCancelled {
            let now = clock.now
            for (_, execution) in table.all {
                if execution.leaseExpiry <= now {
                    execution.finish(.leaseLost)
                } else if execution.deadline <= now {
                    execution.finish(.deadlineExceeded)
                }
            }
            // While the next expiry is being looked for, every attempt that begins asks for another look.
            watchedExpiry.store(.max, ordering: .sequentiallyConsistent)
            let next = table.nextExpiry(after: now)
            watchedExpiry.store(next.nanoseconds, ordering: .sequentiallyConsistent)
            await expiryMoved.wait(until: next, on: clock)
        }
    }

    /// Extends the leases of all tasks whose outcome is not stored.
    func sendHeartbeats() async {
        await every(configuration.heartbeatInterval, "cannot extend the leases of tasks") {
            let executions = self.table.all.map(\.execution)
            guard !executions.isEmpty else { return }
            let expiry = self.clock.now + self.configuration.leaseDuration
            let leases = executions.map(\.lease)
            let lost = Set(try await self.broker.extendLeases(leases, until: expiry))
            for (execution, lease) in zip(executions, leases) {
                if lost.contains(lease) {
                    execution.finish(.leaseLost)
                } else {
                    execution.leaseExpiry = expiry
                }
            }
        }
    }

    /// Retries or archives tasks whose worker is gone.
    func recover() async {
        let limit = 100
        await every(configuration.recoveryInterval, "cannot recover tasks with expired leases") {
            var found = limit
            while found == limit, !Task.isCancelled {
                let tasks = try await self.broker.expiredLeases(in: self.queues, limit: limit)
                found = tasks.count
                guard found > 0 else { return }
                let outcomes = tasks.map {
                    TaskOutcome($0, self.transition(of: $0.message, after: TaskFailure.leaseExpired))
                }
                // Those reported as lost were recovered by another worker in the meantime.
                _ = try await self.broker.settle(outcomes)
            }
        }
    }

    /// Deletes what is no longer kept.
    func cleanUp() async {
        await every(configuration.cleanUpInterval, "cannot delete expired tasks") {
            try await self.broker.deleteExpired(in: self.queues)
        }
    }

    /// Runs `body` at once and then at an interval, through its errors, until the task is cancelled.
    private func every(
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

    private func logError(_ message: String, _ error: any Error) {
        // A shutdown may cut short what is under way.
        guard !Task.isCancelled else { return }
        logger.warning("\(message)", metadata: ["error": "\(error)"])
    }
}
