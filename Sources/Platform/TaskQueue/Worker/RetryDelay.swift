/// How long a failed task waits for its next attempt.
public enum RetryDelay {
    /// A function from the retries so far, the error and the task to a delay.
    public typealias Policy = @Sendable (_ retryCount: Int, _ error: any Error, _ message: TaskMessage) -> Duration

    /// The default: ``exponential(retryCount:using:)``.
    public static let standard: Policy = { retryCount, _, _ in
        var generator = SystemRandomNumberGenerator()
        return exponential(retryCount: retryCount, using: &generator)
    }

    /// n⁴ + 15 + random(0…29) · (n + 1) seconds after n retries, as asynq waits: 15 to 44 seconds at first, about
    /// four to five days before the 26th attempt.
    public static func exponential(
        retryCount: Int, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        // Beyond this the delay is 317 years, and the fourth power would soon overflow.
        let count = Int64(min(max(retryCount, 0), 10_000))
        let jitter = Int64.random(in: 0...29, using: &generator) * (count + 1)
        return .seconds(count * count * count * count + 15 + jitter)
    }
}
