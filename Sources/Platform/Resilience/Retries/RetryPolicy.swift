public import Clocks
import Synchronization

/// When something that failed is tried again: so many times, after pauses that grow, and only as long as the budget lasts
/// that all who share the policy have together.
///
///     let retries = RetryPolicy(attempts: 3)
///     let rate = try await retries.run(where: { $0 is ConnectionLost }) { try await bank.exchangeRate() }
public final class RetryPolicy: Sendable {
    /// How often something is tried, the first attempt included.
    public let attempts: Int
    /// How long the pauses are.
    public let backoff: Backoff
    private let budget: Mutex<RetryBudget>

    /// - Parameters:
    ///   - attempts: how often something is tried, the first attempt included.
    ///   - tokens: how many retries there are before something has succeeded.
    public init(
        attempts: Int = 3, backoff: Backoff = Backoff(first: .milliseconds(20), longest: .milliseconds(200)),
        tokens: Int = 10
    ) {
        self.attempts = attempts
        self.backoff = backoff
        budget = Mutex(RetryBudget(tokens: tokens))
    }

    /// Does something, and again where it fails.
    ///
    /// - Parameters:
    ///   - deadline: no attempt is made after it; an attempt that the pause would put beyond it is not waited for.
    ///   - isRetryable: whether it may be tried again after an error. Not asked once the task is cancelled.
    /// - Throws: the error of the last attempt, or `CancellationError` where the task was cancelled in a pause.
    public func run<Value>(
        before deadline: Timestamp = .distantFuture, clock: any WallClock = SystemWallClock(),
        where isRetryable: (any Error) -> Bool, _ operation: () async throws -> Value
    ) async throws -> Value {
        var failures = 0
        while true {
            do {
                let value = try await operation()
                recordSuccess()
                return value
            } catch {
                failures += 1
                guard !Task.isCancelled, isRetryable(error), let pause = pause(afterFailures: failures) else {
                    throw error
                }
                let next = clock.now + pause
                guard next < deadline else { throw error }
                try await clock.sleep(until: next)
            }
        }
    }

    /// How long to wait before another attempt, for which a token is taken; `nil` where there is to be none.
    /// - Parameter failures: how many attempts there were.
    public func pause(afterFailures failures: Int) -> Duration? {
        guard failures < attempts, budget.withLock({ $0.takeToken() }) else { return nil }
        return backoff.pause(afterFailures: failures)
    }

    /// Something has succeeded, at whichever attempt.
    public func recordSuccess() {
        budget.withLock { $0.recordSuccess() }
    }
}
