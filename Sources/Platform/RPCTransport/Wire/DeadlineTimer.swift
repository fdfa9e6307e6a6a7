import NIOCore

/// One timer for the deadlines of all calls of a connection.
///
/// Nearly all calls end long before their deadlines, which come in about the order of the calls. So the timer is set for
/// the earliest deadline it has seen and moved only when an earlier one comes; when it fires, the caller looks which calls
/// are over, and says which deadline is the next. Used on one event loop.
struct DeadlineTimer {
    private var timer: Scheduled<Void>?
    private var time = NIODeadline.distantFuture

    /// Sees to it that `fire` is called at `deadline`, or before.
    mutating func cover(_ deadline: NIODeadline, on eventLoop: any EventLoop, _ fire: @escaping () -> Void) {
        guard deadline < time else { return }
        timer?.cancel()
        time = deadline
        timer = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { fire() }
    }

    /// To be called when the timer has fired, before deadlines are covered again.
    mutating func reset() {
        timer?.cancel()
        timer = nil
        time = .distantFuture
    }
}
