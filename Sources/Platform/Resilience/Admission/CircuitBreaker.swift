/// Spares a dependency that fails, and its callers the wait: the more of the last calls failed, the more of the next
/// are refused at once.
///
/// The client-side throttling of Google's “Site Reliability Engineering”, chapter “Handling Overload”: a call is refused
/// with a probability of `(calls − protected − k × successes) / (calls + 1)`. go-zero's refinements are here with its
/// numbers: the tolerance `k` shrinks while nothing but failures come, refusals thin out while nothing but successes
/// come, and a call is let through each second whatever happened, so that a recovery is seen.
///
/// A value: whoever shares it keeps it in a lock.
public struct CircuitBreaker: Sendable {
    /// The numbers that a breaker works by.
    public struct Limits: Sendable, Hashable {
        /// How long a call is remembered.
        public var window: Duration = .seconds(10)
        /// The number of steps in which the window forgets.
        public var buckets = 40
        /// How many calls are allowed for each that succeeds.
        public var tolerance = 1.5
        /// What the tolerance shrinks to while only failures come.
        public var leastTolerance = 1.1
        /// The number of calls that are too few to judge by.
        public var protectedCalls = 5
        /// How long after the last call that was let through another is, in any case.
        public var probeInterval: Duration = .seconds(1)

        public init() {}
    }

    private struct Bucket {
        var successes = 0
        var failures = 0
        var refusals = 0
    }

    private let limits: Limits
    private var window: RollingWindow<Bucket>
    private var lastAdmitted: MonotonicTime?

    public init(limits: Limits = Limits()) {
        self.limits = limits
        window = RollingWindow(length: limits.window, buckets: limits.buckets, empty: Bucket())
    }

    /// Whether a call may go ahead. One that may must be told of in ``record(success:at:)`` when it has ended.
    public mutating func admits(at now: MonotonicTime, using random: inout some RandomNumberGenerator) -> Bool {
        let ratio = refusalRatio(at: now)
        guard ratio > 0, !isProbeDue(at: now), Double.random(in: 0..<1, using: &random) < ratio else {
            // While all is well nobody asks when the last call was.
            if ratio > 0 || lastAdmitted != nil { lastAdmitted = ratio > 0 ? now : nil }
            return true
        }
        window.update(at: now) { $0.refusals += 1 }
        if lastAdmitted == nil { lastAdmitted = now }
        return false
    }

    /// A call that had been let through has ended.
    /// - Parameter success: whether the dependency did its part. Bad input is no failure of it.
    public mutating func record(success: Bool, at now: MonotonicTime) {
        window.update(at: now) { bucket in
            if success { bucket.successes += 1 } else { bucket.failures += 1 }
        }
    }

    /// The probability with which the next call is refused, 0 to 1.
    public mutating func refusalRatio(at now: MonotonicTime) -> Double {
        var (successes, calls, failingSteps, workingSteps) = (0, 0, 0, 0)
        window.forEach(at: now) { bucket, _ in
            successes += bucket.successes
            calls += bucket.successes + bucket.failures + bucket.refusals
            // Steps in a row, up to now, without a success or without a failure.
            if bucket.successes > 0 { failingSteps = 0 } else if bucket.failures > 0 { failingSteps += 1 }
            if bucket.failures > 0 { workingSteps = 0 } else if bucket.successes > 0 { workingSteps += 1 }
        }
        let steps = Double(limits.buckets)
        let shrinking = (limits.tolerance - limits.leastTolerance) * Double(failingSteps) / steps
        let tolerated = (limits.tolerance - shrinking) * Double(successes)
        let ratio = (Double(calls - limits.protectedCalls) - tolerated) / Double(calls + 1)
        return max(0, ratio) * (steps - Double(workingSteps)) / steps
    }

    private func isProbeDue(at now: MonotonicTime) -> Bool {
        lastAdmitted.map { now - $0 > limits.probeInterval } ?? false
    }
}
