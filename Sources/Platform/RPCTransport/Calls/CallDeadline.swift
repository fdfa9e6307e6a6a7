import GRPCCore
import NIOCore

/// When the work under way must be done.
public enum CallDeadline {
    /// The deadline of the call that the current task serves; `nil` where it serves none, or one without a deadline.
    /// Calls made meanwhile end no later.
    @TaskLocal public static var current: ContinuousClock.Instant?

    /// The deadline of a call that is made now and may take `timeout`.
    static func of(timeout: Duration) -> ContinuousClock.Instant {
        let own = ContinuousClock.now.advanced(by: timeout)
        return current.map { min($0, own) } ?? own
    }
}

extension ContinuousClock.Instant {
    /// The same moment on the clock of the event loops.
    var onEventLoop: NIODeadline {
        let left = ContinuousClock.now.duration(to: self)
        return .now() + TimeAmount(left)
    }
}

extension RPCError {
    /// The answer to a call whose time is over.
    static let deadlineExceeded = RPCError(code: .deadlineExceeded, message: "the call took too long")
}
