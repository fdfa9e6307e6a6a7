import GRPCCore
import NIOCore

/// When the work under way must be done.
public enum CallDeadline {
    /// The deadline of the call that the current task serves; `nil` where it serves none, or one without a deadline.
    /// Calls made meanwhile end no later.
    @TaskLocal public static var current: ContinuousClock.Instant?

}

/// How long a call may take.
struct CallLimit: Sendable {
    let deadline: ContinuousClock.Instant
    /// The text of `grpc-timeout` where it is the same from call to call, and so travels as a number.
    let usualTimeout: String?

    /// The limit of a call that is made now.
    /// - Parameters:
    ///   - timeout: the call's own, if it has one.
    ///   - usual: that of calls which have none.
    init(timeout: Duration?, usual: (duration: Duration, text: String)) {
        let own = ContinuousClock.now.advanced(by: timeout ?? usual.duration)
        if let served = CallDeadline.current, served < own {
            deadline = served
            usualTimeout = nil
        } else {
            deadline = own
            usualTimeout = timeout == nil ? usual.text : nil
        }
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
