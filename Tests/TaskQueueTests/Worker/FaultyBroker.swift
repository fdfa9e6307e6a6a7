import Clocks
import Synchronization
import TaskQueue

/// A broker in front of another, some of whose calls fail.
final class FaultyBroker: Broker {
    private let base: any Broker
    private let settleFailures: Mutex<Int>
    private let dequeueFailures: Mutex<Int>
    private let losesLeases: Bool
    /// Reports each failure.
    private let onFailure: @Sendable (String) -> Void

    init(
        _ base: any Broker, settleFailures: Int = 0, dequeueFailures: Int = 0, losesLeases: Bool = false,
        onFailure: @escaping @Sendable (String) -> Void
    ) {
        self.base = base
        self.settleFailures = Mutex(settleFailures)
        self.dequeueFailures = Mutex(dequeueFailures)
        self.losesLeases = losesLeases
        self.onFailure = onFailure
    }

    private func failMaybe(_ failures: borrowing Mutex<Int>, _ name: String) throws(TaskQueueError) {
        let fails = failures.withLock { count in
            count -= 1
            return count >= 0
        }
        guard fails else { return }
        onFailure(name)
        throw TaskQueueError(.unavailable, "made to fail")
    }

    func enqueue(_ tasks: [NewTask]) async throws(TaskQueueError) {
        try await base.enqueue(tasks)
    }

    func dequeue(
        from queues: [String], limit: Int, leaseDuration duration: Duration
    ) async throws(TaskQueueError) -> [LeasedTask] {
        try failMaybe(dequeueFailures, "dequeue")
        return try await base.dequeue(from: queues, limit: limit, leaseDuration: duration)
    }

    func settle(_ outcomes: [TaskOutcome]) async throws(TaskQueueError) -> [TaskLease] {
        try failMaybe(settleFailures, "settle")
        return try await base.settle(outcomes)
    }

    func extendLeases(_ leases: [TaskLease], until expiry: Timestamp) async throws(TaskQueueError) -> [TaskLease] {
        losesLeases ? leases : try await base.extendLeases(leases, until: expiry)
    }

    func expiredLeases(in queues: [String], limit: Int) async throws(TaskQueueError) -> [LeasedTask] {
        try await base.expiredLeases(in: queues, limit: limit)
    }

    func forwardDue(in queues: [String]) async throws(TaskQueueError) -> Timestamp? {
        try await base.forwardDue(in: queues)
    }

    func deleteExpired(in queues: [String]) async throws(TaskQueueError) {
        try await base.deleteExpired(in: queues)
    }

    func signals(_ kind: BrokerSignal, in queues: [String]) -> AsyncStream<Void> {
        base.signals(kind, in: queues)
    }

    var checkInterval: Duration { base.checkInterval }
}
