import Clocks
import Synchronization
import TaskQueue

/// A broker in front of another, some of whose calls fail, and which shows what it was asked.
final class FaultyBroker: Broker {
    /// What is made to go wrong, how often.
    struct Faults: Sendable {
        var enqueues = 0
        var dequeues = 0
        var settles = 0
        var announcements = 0
        var suspects = 0
        var replacements = 0
        /// Handed out with the next delivery.
        var unreadable: [UnreadableTask] = []
        /// All that the worker asks to extend are lost.
        var losesLeases = false
        /// Suspects are found to have been lost when their attempt is to begin.
        var losesSuspects = false
    }

    private let base: any Broker
    private let faults: Mutex<Faults>
    private let seenRequests = Mutex<[DequeueRequest]>([])
    /// Reports each failure.
    private let onFailure: @Sendable (String) -> Void
    /// Reports each worker that was shown to operators.
    private let onShown: @Sendable (ServerInfo) -> Void
    /// Reports the entry of each tick that was recorded.
    private let onTick: @Sendable (String) -> Void

    init(
        _ base: any Broker, _ faults: Faults = .init(), onShown: @escaping @Sendable (ServerInfo) -> Void = { _ in },
        onTick: @escaping @Sendable (String) -> Void = { _ in },
        onFailure: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.base = base
        self.faults = Mutex(faults)
        self.onShown = onShown
        self.onTick = onTick
        self.onFailure = onFailure
    }

    /// What workers asked for.
    var requests: [DequeueRequest] { seenRequests.withLock { $0 } }

    private func failMaybe(_ count: any WritableKeyPath<Faults, Int> & Sendable, _ name: String) throws(TaskQueueError)
    {
        let fails = faults.withLock { faults in
            faults[keyPath: count] -= 1
            return faults[keyPath: count] >= 0
        }
        guard fails else { return }
        onFailure(name)
        throw TaskQueueError(.unavailable, "made to fail")
    }

    var clock: any WallClock { base.clock }
    var checkInterval: Duration { base.checkInterval }
    var executor: (any TaskExecutor)? { base.executor }

    func enqueue(_ tasks: [NewTask]) async throws(TaskQueueError) {
        try failMaybe(\.enqueues, "enqueue")
        try await base.enqueue(tasks)
    }

    func dequeue(_ request: DequeueRequest) async throws(TaskQueueError) -> Delivery {
        seenRequests.withLock { $0.append(request) }
        try failMaybe(\.dequeues, "dequeue")
        var delivery = try await base.dequeue(request)
        delivery.unreadable += faults.withLock { faults in
            defer { faults.unreadable = [] }
            return faults.unreadable
        }
        return delivery
    }

    func settle(_ outcomes: [TaskOutcome]) async throws(TaskQueueError) -> [TaskLease] {
        try failMaybe(\.settles, "settle")
        return try await base.settle(outcomes)
    }

    func extendLeases(_ leases: [TaskLease], until expiry: Timestamp) async throws(TaskQueueError) -> [TaskLease] {
        faults.withLock { $0.losesLeases } ? leases : try await base.extendLeases(leases, until: expiry)
    }

    func expiredLeases(in queues: [String], limit: Int) async throws(TaskQueueError) -> [LeasedTask] {
        try await base.expiredLeases(in: queues, limit: limit)
    }

    func beginAttempt(atSuspect lease: TaskLease) async throws(TaskQueueError) -> Bool {
        try failMaybe(\.suspects, "suspect")
        return faults.withLock { $0.losesSuspects } ? false : try await base.beginAttempt(atSuspect: lease)
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

    func cancellations() -> AsyncStream<String> {
        base.cancellations()
    }

    func groups(in queue: String) async throws(TaskQueueError) -> [String] {
        try await base.groups(in: queue)
    }

    func takeSet(
        from group: String, in queue: String, policy: GroupPolicy, for duration: Duration
    ) async throws(TaskQueueError) -> GroupTaking {
        try await base.takeSet(from: group, in: queue, policy: policy, for: duration)
    }

    func replace(_ set: AggregationSet, with task: NewTask?) async throws(TaskQueueError) -> Bool {
        try failMaybe(\.replacements, "replace")
        return try await base.replace(set, with: task)
    }

    func reclaimSets(in queues: [String]) async throws(TaskQueueError) {
        try await base.reclaimSets(in: queues)
    }

    func announce(_ server: ServerInfo, for duration: Duration) async throws(TaskQueueError) {
        try failMaybe(\.announcements, "announce")
        try await base.announce(server, for: duration)
        onShown(server)
    }

    func withdraw(_ server: ProcessIdentity) async throws(TaskQueueError) {
        try await base.withdraw(server)
    }

    func announce(
        _ entries: [SchedulerEntry], of scheduler: ProcessIdentity, for duration: Duration
    ) async throws(TaskQueueError) {
        try failMaybe(\.announcements, "announce")
        try await base.announce(entries, of: scheduler, for: duration)
    }

    func withdrawEntries(of scheduler: ProcessIdentity) async throws(TaskQueueError) {
        try await base.withdrawEntries(of: scheduler)
    }

    func record(_ event: EnqueueEvent, of entryID: String) async throws(TaskQueueError) {
        try await base.record(event, of: entryID)
        onTick(entryID)
    }
}
