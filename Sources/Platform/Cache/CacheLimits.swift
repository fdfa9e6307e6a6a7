/// How much a ``Cache`` keeps, and for how long.
public struct CacheLimits: Sendable, Hashable {
    /// The most keys, those without a value among them.
    public let capacity: Int
    /// The longest that a value is good for, counted from when it was asked for.
    public let expiresAfter: Duration
    /// The longest that a key is taken to have no value.
    public let absentExpiresAfter: Duration
    /// The part of these times, from 0 to 1, of which a random share is taken off for each key.
    public let jitter: Double

    /// - Precondition: `capacity` is at least 1, the times are not negative, and `jitter` is from 0 to 1.
    public init(
        capacity: Int, expiresAfter: Duration, absentExpiresAfter: Duration = .seconds(1), jitter: Double = 0.1
    ) {
        precondition(capacity >= 1, "a cache keeps at least one key")
        precondition(expiresAfter >= .zero && absentExpiresAfter >= .zero, "a time is not negative")
        precondition((0...1).contains(jitter), "the jitter is a part from 0 to 1")
        self.capacity = capacity
        self.expiresAfter = expiresAfter
        self.absentExpiresAfter = absentExpiresAfter
        self.jitter = jitter
    }
}
