/// How long to wait before a server that could not be reached is tried again.
public struct RedisBackoff: Sendable, Hashable {
    public var initial: Duration
    public var maximum: Duration

    public init(initial: Duration = .milliseconds(50), maximum: Duration = .seconds(2)) {
        self.initial = initial
        self.maximum = maximum
    }

    /// The pause before another attempt: doubled with each failure, then between half of that and all of it, so that
    /// many clients do not come back at one moment.
    ///
    /// - Parameters:
    ///   - failures: how many attempts in a row came to nothing.
    ///   - random: between 0 and 1.
    func delay(afterFailures failures: Int, random: Double) -> Duration {
        guard failures > 0 else { return .zero }
        let full = min(maximum, initial * (1 << min(failures - 1, 20)))
        return full * (0.5 + 0.5 * random)
    }
}
