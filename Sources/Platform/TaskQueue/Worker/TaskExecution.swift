import Clocks
import Synchronization

/// One attempt at a task, from the moment it was taken until its outcome is stored.
final class TaskExecution: Sendable {
    /// How the attempt ended. The first of these to happen decides.
    enum End: Sendable {
        case returned
        case threw(any Error)
        case deadlineExceeded
        /// Another worker may have the task: nothing may be written for it any more.
        case leaseLost
        /// The worker shuts down.
        case stopped
    }

    private struct State {
        var end: End?
        var waiter: CheckedContinuation<End, Never>?
        var leaseExpiry: Timestamp
    }

    let task: LeasedTask
    /// The moment at which the attempt is cancelled.
    let deadline: Timestamp
    private let state: Mutex<State>

    init(_ task: LeasedTask, startedAt start: Timestamp) {
        let timeout = task.message.timeout.map { start + $0 } ?? .distantFuture
        self.task = task
        self.deadline = min(timeout, task.message.deadline ?? .distantFuture)
        self.state = Mutex(State(leaseExpiry: task.lease.expiresAt))
    }

    /// When another worker may take the task over, unless the lease is extended.
    var leaseExpiry: Timestamp {
        get { state.withLock { $0.leaseExpiry } }
        set { state.withLock { $0.leaseExpiry = newValue } }
    }

    /// When the attempt must end.
    var expiry: Timestamp {
        min(deadline, leaseExpiry)
    }

    /// The lease as it was last extended.
    var lease: TaskLease {
        var lease = task.lease
        lease.expiresAt = leaseExpiry
        return lease
    }

    var hasEnded: Bool {
        state.withLock { $0.end != nil }
    }

    /// Ends the attempt, and returns whether it had not ended before.
    @discardableResult
    func finish(_ end: End) -> Bool {
        let (isFirst, waiter) = state.withLock { state -> (Bool, CheckedContinuation<End, Never>?) in
            guard state.end == nil else { return (false, nil) }
            state.end = end
            let waiter = state.waiter
            state.waiter = nil
            return (true, waiter)
        }
        waiter?.resume(returning: end)
        return isFirst
    }

    /// Returns when the attempt has ended. Cancellation does not end the wait: what cancels also finishes.
    func waitForEnd() async -> End {
        await withCheckedContinuation { continuation in
            let end = state.withLock { state in
                if state.end == nil { state.waiter = continuation }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
    }
}
