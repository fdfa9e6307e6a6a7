import Clocks
import Synchronization

extension WorkerRun {
    /// Ends attempts at the moment at which their time or their lease is over.
    func enforceExpiries() async {
        while !Task.isCancelled {
            let now = clock.now
            for execution in table.all {
                if execution.leaseExpiry <= now {
                    end(execution, .leaseLost)
                } else if execution.deadline <= now {
                    end(execution, .deadlineExceeded)
                }
            }
            // While the next expiry is being looked for, every attempt that begins asks for another look.
            watchedExpiry.store(.max, ordering: .sequentiallyConsistent)
            let next = table.all.lazy.compactMap(\.expiry).filter { $0 > now }.min() ?? .distantFuture
            watchedExpiry.store(next.nanoseconds, ordering: .sequentiallyConsistent)
            await expiryMoved.wait(until: next, on: clock)
        }
    }

    /// Extends the leases of all tasks whose outcome is not stored.
    func extendLeases() async {
        await every(configuration.heartbeatInterval, "cannot extend the leases of tasks") {
            let executions = self.table.all
            guard !executions.isEmpty else { return }
            let expiry = self.clock.now + self.configuration.leaseDuration
            let leases = executions.map(\.lease)
            let lost = Set(try await self.broker.extendLeases(leases, until: expiry))
            for (execution, lease) in zip(executions, leases) {
                if lost.contains(lease) {
                    self.end(execution, .leaseLost)
                } else {
                    execution.leaseExpiry = expiry
                }
            }
        }
    }

    /// Ends the attempts at the tasks of an id, as an operator wants.
    func cancel(_ id: String) {
        for execution in table.all where execution.task.message.id == id { end(execution, .cancelled) }
    }
}
