import GRPCCore
import Logging
import Resilience
import Synchronization
import Telemetry

/// Logs the calls that took long, and those that fail for a dependency's fault: of the latter a line a second for each
/// method, with the number of those that it stands for, since a dependency that is down fails thousands.
final class CallLog: Sendable {
    private struct State {
        var bucket = TokenBucket(rate: 1, burst: 1)
        var unsaid = 0
    }

    private let what: String
    private let logger: Logger
    private let slowCalls: SlowCallLog?
    private let state = Mutex(State())

    /// - Parameters:
    ///   - what: what the lines speak of: `call of pb.order/create`.
    ///   - slowCalls: what logs the calls that took long, if they are to be logged.
    init(_ what: String, slowCalls: SlowCallLog?, logger: Logger) {
        self.what = what
        self.slowCalls = slowCalls
        self.logger = logger
    }

    /// Logs a call if it was slow.
    func note(_ failure: RPCError.Code?, after elapsed: Duration) {
        slowCalls?.note(what, took: elapsed, logger: logger, metadata: ["code": "\(failure?.rawValue ?? 0)"])
    }

    /// Logs that calls fail.
    func failed(_ error: RPCError, at now: MonotonicTime) {
        let count = state.withLock { state -> Int? in
            state.unsaid += 1
            guard state.bucket.take(at: now) == nil else { return nil }
            defer { state.unsaid = 0 }
            return state.unsaid
        }
        guard let count else { return }
        logger.warning(
            "failed: \(what)", metadata: ["error": "\(error)", "calls": "\(count)"])
    }
}
