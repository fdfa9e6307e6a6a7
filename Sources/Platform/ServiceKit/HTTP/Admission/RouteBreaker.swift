import Resilience
import Synchronization

/// A breaker for the requests of a route: while most of them fail, some are refused at once.
final class RouteBreaker: Sendable {
    private let breaker = Mutex(CircuitBreaker())

    func admits(at now: MonotonicTime) -> Bool {
        breaker.withLock { breaker in
            var random = SystemRandomNumberGenerator()
            return breaker.admits(at: now, using: &random)
        }
    }

    func record(success: Bool, at now: MonotonicTime) {
        breaker.withLock { $0.record(success: success, at: now) }
    }
}
