/// How long to wait before something that failed is tried again: doubling from one failure to the next, and a part of up
/// to half taken off at random, so that what failed together does not come back together.
public struct Backoff: Sendable, Hashable {
    /// The pause after the first failure.
    public var first: Duration
    /// What no pause exceeds.
    public var longest: Duration

    public init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// The pause after so many failures in a row; none after none.
    public func pause(afterFailures failures: Int, using random: inout some RandomNumberGenerator) -> Duration {
        guard failures > 0 else { return .zero }
        var full = min(first, longest)
        // Not by a power: however many failures there were, nothing overflows.
        for _ in 1..<max(2, min(failures, 64)) where failures > 1 && full < longest { full = min(full * 2, longest) }
        return full * Double.random(in: 0.5...1, using: &random)
    }

    /// The pause after so many failures in a row; none after none.
    public func pause(afterFailures failures: Int) -> Duration {
        var random = SystemRandomNumberGenerator()
        return pause(afterFailures: failures, using: &random)
    }
}
