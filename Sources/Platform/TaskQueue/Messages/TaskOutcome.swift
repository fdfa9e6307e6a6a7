public import Clocks

/// How an attempt at a task ended, and so what becomes of the task.
public struct TaskOutcome: Sendable, Hashable {
    public enum Transition: Sendable, Hashable {
        /// It succeeded, or was revoked, and is deleted.
        case done
        /// It succeeded and is kept for its retention with what the handler wrote.
        case completed(result: [UInt8]?)
        /// It is tried again at `at`. Counts as a retry, and as processed and failed, only where `isFailure`.
        case retry(at: Timestamp, error: String, isFailure: Bool)
        /// It failed for good and is kept for an operator. Counts as processed and failed.
        case archive(error: String)
        /// It goes back, unchanged, to the front of its queue.
        case requeue
        /// Its worker is gone: it goes back to the front of its queue, and no retry is burnt. The crash is counted,
        /// unless it is a suspect's: ``Broker/beginAttempt(atSuspect:)`` has counted that or, where the attempt had
        /// not begun, it was not the suspect's fault.
        case recover
    }

    public var task: LeasedTask
    public var transition: Transition

    public init(_ task: LeasedTask, _ transition: Transition) {
        self.task = task
        self.transition = transition
    }
}
