/// How often and after which pauses a failed event is handled again.
public struct EventRetryPolicy: Sendable, Hashable {
    /// How many times an event is handled before it goes to the dead-letter topic, the first time included. At least 1.
    public var attempts: Int
    /// The pause after the first failure. It doubles with each one that follows.
    public var firstPause: Duration
    /// The longest pause.
    public var longestPause: Duration

    /// - Parameters:
    ///   - attempts: 10 unless told: with the other defaults, about a minute.
    public init(attempts: Int = 10, firstPause: Duration = .milliseconds(200), longestPause: Duration = .seconds(30)) {
        self.attempts = max(1, attempts)
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// The pause after the `failures`th failure in a row: a random time between half the nominal pause and all of it,
    /// so that members that failed together do not come back together.
    public func pause(afterFailure failures: Int) -> Duration {
        // 2 to the 40th times any sensible first pause is beyond the longest; a larger exponent would overflow.
        let doublings = min(max(failures, 1) - 1, 40)
        let nominal = min(firstPause * (1 << doublings), longestPause)
        return nominal * Double.random(in: 0.5...1)
    }
}
