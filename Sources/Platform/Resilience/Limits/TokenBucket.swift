/// Allows so many a second, and a burst at once after a pause.
///
/// A value: whoever shares it keeps it in a lock.
public struct TokenBucket: Sendable {
    /// Tokens that come back in a second.
    public let rate: Double
    /// The most tokens that it holds.
    public let burst: Int
    private var tokens: Double
    private var filled: MonotonicTime?

    /// - Parameters:
    ///   - rate: how many are allowed in a second, above 0.
    ///   - burst: how many are allowed at once, at least 1.
    public init(rate: Double, burst: Int) {
        precondition(rate > 0 && burst > 0, "a bucket without tokens allows nothing")
        self.rate = rate
        self.burst = burst
        tokens = Double(burst)
    }

    /// Takes a token.
    /// - Returns: `nil` if there was one; otherwise how long it is until there is.
    public mutating func take(at now: MonotonicTime) -> Duration? {
        if let filled, now > filled {
            tokens = min(Double(burst), tokens + rate * Double(now.nanoseconds - filled.nanoseconds) / 1e9)
        }
        filled = max(now, filled ?? now)
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        // Rounded up: whoever comes back after it finds a token.
        return .nanoseconds(Int64((1e9 * (1 - tokens) / rate).rounded(.up)))
    }
}
