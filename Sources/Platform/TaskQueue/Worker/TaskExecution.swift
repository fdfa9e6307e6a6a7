import Clocks
import Synchronization

/// One attempt at a task, from the moment it was taken until its outcome is stored.
final class TaskExecution: Sendable {
    /// How an attempt ended. The first of these to happen decides.
    enum End: Sendable {
        case returned
        case threw(any Error)
        case deadlineExceeded
        /// An operator wanted it.
        case cancelled
        /// Another worker may have the task: nothing may be written for it any more.
        case leaseLost
    }

    private struct State {
        var hasEnded = false
        /// `nil` while a suspect waits for its turn.
        var startedAt: Timestamp?
        var deadline: Timestamp
        var leaseExpiry: Timestamp
        /// What runs the handler, while it does.
        var runner: RunnerTask?
    }

    let task: LeasedTask
    /// Counts the tasks that the worker has taken.
    let number: Int
    /// Where the attempt stands in its ``ExecutionTable``.
    let index: Int
    private let state: Mutex<State>

    init(_ task: LeasedTask, number: Int, index: Int) {
        self.task = task
        self.number = number
        self.index = index
        state = Mutex(
            State(deadline: task.message.deadline ?? .distantFuture, leaseExpiry: task.lease.expiresAt))
    }

    /// When the attempt began, `nil` where it has not.
    var startedAt: Timestamp? {
        state.withLock { $0.startedAt }
    }

    /// The moment at which the attempt is cancelled.
    var deadline: Timestamp {
        state.withLock { $0.deadline }
    }

    /// When another worker may take the task over, unless the lease is extended.
    var leaseExpiry: Timestamp {
        get { state.withLock { $0.leaseExpiry } }
        set { state.withLock { $0.leaseExpiry = newValue } }
    }

    /// The lease as it was last extended.
    var lease: TaskLease {
        var lease = task.lease
        lease.expiresAt = leaseExpiry
        return lease
    }

    /// When the attempt must end; `nil` where it has.
    var expiry: Timestamp? {
        state.withLock { $0.hasEnded ? nil : min($0.deadline, $0.leaseExpiry) }
    }

    var hasEnded: Bool {
        state.withLock { $0.hasEnded }
    }

    /// Begins the attempt, and with it the time that it may take.
    /// - Returns: when it must end.
    @discardableResult
    func begin(at moment: Timestamp) -> Timestamp {
        state.withLock { state in
            state.startedAt = moment
            if let timeout = task.message.timeout { state.deadline = min(moment + timeout, state.deadline) }
            return min(state.deadline, state.leaseExpiry)
        }
    }

    /// Has the runner cancelled when the attempt is ended by somebody else, until ``complete()``.
    /// - Returns: whether the attempt has not ended yet.
    func enter(_ runner: RunnerTask) -> Bool {
        state.withLock { state in
            guard !state.hasEnded else { return false }
            state.runner = runner
            return true
        }
    }

    /// Ends the attempt for its runner.
    /// - Returns: whether it had not ended before. Where it had, the runner was cancelled.
    func complete() -> Bool {
        state.withLock { state in
            guard !state.hasEnded else { return false }
            state.hasEnded = true
            state.runner = nil
            return true
        }
    }

    /// Lets go of the runner of an attempt that goes on without it: the worker is cancelled, and will put it back.
    func leave() {
        state.withLock { $0.runner = nil }
    }

    /// Ends the attempt from outside, and cancels its runner.
    /// - Returns: whether it had not ended before.
    func abort() -> Bool {
        state.withLock { state in
            guard !state.hasEnded else { return false }
            state.hasEnded = true
            // Within the lock, which keeps the runner from going away meanwhile.
            state.runner?.cancel()
            state.runner = nil
            return true
        }
    }
}
