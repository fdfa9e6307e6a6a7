import Logging

extension WorkerRun {
    /// Puts back tasks whose worker is gone, or archives those that have crashed too many.
    func recover() async {
        let limit = 100
        await every(configuration.recoveryInterval, "cannot recover tasks with expired leases") {
            var found = limit
            while found == limit, !Task.isCancelled {
                let tasks = try await self.broker.expiredLeases(in: self.queues, limit: limit)
                found = tasks.count
                guard found > 0 else { return }
                let outcomes = tasks.map { TaskOutcome($0, self.transition(afterCrashOf: $0)) }
                // Those reported as lost were recovered by another worker in the meantime.
                let lost = Set(try await self.broker.settle(outcomes))
                for outcome in outcomes where !lost.contains(outcome.task.lease) { self.reportCrash(outcome) }
            }
        }
    }

    /// What becomes of a task whose worker is gone.
    private func transition(afterCrashOf task: LeasedTask) -> TaskOutcome.Transition {
        let crashes = Self.crashes(of: task)
        return crashes < configuration.crashLimit
            ? .recover : .archive(error: TaskFailure.crashedWorkers(crashes).description)
    }

    /// How many workers the task has crashed, the last one among them. A suspect's last one was counted in advance
    /// or, if its attempt had not begun, was not its fault.
    private static func crashes(of task: LeasedTask) -> Int {
        task.isSuspect ? task.crashCount : task.crashCount + 1
    }

    private func reportCrash(_ outcome: TaskOutcome) {
        let message = outcome.task.message
        let crashes = Self.crashes(of: outcome.task)
        let metadata: Logger.Metadata = [
            "task.id": "\(message.id)", "task.type": "\(message.type)", "task.queue": "\(message.queue)",
            "crashes": "\(crashes)",
        ]
        if outcome.transition == .recover {
            logger.warning("a task was recovered from a worker that is gone", metadata: metadata)
            configuration.onError(TaskFailure.leaseExpired, message)
            metrics?.countRecovered(message)
        } else {
            logger.error("a task was archived, because its workers crashed again and again", metadata: metadata)
            configuration.onError(TaskFailure.crashedWorkers(crashes), message)
            metrics?.countCrashed(message)
        }
    }
}
