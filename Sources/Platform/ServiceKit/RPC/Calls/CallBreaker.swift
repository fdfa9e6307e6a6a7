import GRPCCore
import Resilience
import RPCTransport
import Synchronization

/// Refuses calls of a method at once while most of them fail, as ``CircuitBreaker`` decides.
final class CallBreaker: Sendable {
    private let breaker = Mutex(CircuitBreaker())
    private let refusal: RPCError

    init(_ method: MethodDescriptor) {
        refusal = RPCError(
            code: .unavailable,
            message: "\(method.service.fullyQualifiedService) fails: calls of \(method.method) are refused for now")
    }

    /// - Returns: the error with which the call fails; `nil` where it may be made, and ``record(_:at:)`` is to hear of its
    ///   end.
    func refuses(at now: MonotonicTime) -> RPCError? {
        breaker.withLock { breaker in
            var random = SystemRandomNumberGenerator()
            return breaker.admits(at: now, using: &random) ? nil : refusal
        }
    }

    /// A call has ended.
    /// - Parameter error: with what; `nil` where it succeeded.
    func record(_ error: RPCError?, at now: MonotonicTime) {
        // Who gave up says nothing of the service. Nor does a call that reached no server: it failed at once and burdened
        // nobody, and to remember it would refuse calls for seconds after the server has come back.
        if let error, error.code == .cancelled || error.cause is UnreachedServer { return }
        breaker.withLock { $0.record(success: error?.code.isFailureOfServer != true, at: now) }
    }
}
