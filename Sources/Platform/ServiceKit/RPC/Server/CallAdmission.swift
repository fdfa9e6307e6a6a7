import GRPCCore
import Resilience
import Synchronization

/// Decides which calls a server works on: not more at a time than it is allowed, and, while its processor is busy, not more
/// than it was seen to manage.
final class CallAdmission: Sendable {
    private let limit: Int
    private let load: (@Sendable () -> Double)?
    private let underWay = Atomic(0)
    private let shedder = Mutex(AdaptiveShedder())

    /// - Parameters:
    ///   - limit: the most calls at a time.
    ///   - load: the share of the processor that is in use, 0 to 1; `nil` sheds nothing.
    init(limit: Int?, load: (@Sendable () -> Double)?) {
        self.limit = limit ?? .max
        self.load = load
    }

    /// - Returns: why the call is refused; `nil` where it is worked on, and ``leave(after:well:at:)`` is to hear of its end.
    func refuses(at now: MonotonicTime) -> RPCError? {
        guard underWay.add(1, ordering: .relaxed).newValue <= limit else {
            underWay.subtract(1, ordering: .relaxed)
            return Self.full
        }
        guard let load else { return nil }
        let share = load()
        guard !shedder.withLock({ $0.admits(load: share, at: now) }) else { return nil }
        underWay.subtract(1, ordering: .relaxed)
        return Self.busy
    }

    /// A call that was not refused has ended.
    /// - Parameter well: whether the work was done.
    func leave(after elapsed: Duration, well: Bool, at now: MonotonicTime) {
        underWay.subtract(1, ordering: .relaxed)
        guard load != nil else { return }
        shedder.withLock { $0.ended(after: elapsed, well: well, at: now) }
    }

    private static let full = RPCError(code: .unavailable, message: "the server has as many calls as it may have")
    private static let busy = RPCError(code: .unavailable, message: "the server is busy, try again later")
}
