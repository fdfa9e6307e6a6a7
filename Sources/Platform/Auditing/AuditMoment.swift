public import Clocks

/// The moment of a look, and how long what is under way may take.
public struct AuditMoment: Sendable {
    public let now: Timestamp
    /// For how long a fact may stand in one store and not yet in another.
    public let grace: Duration

    public init(now: Timestamp, grace: Duration) {
        self.now = now
        self.grace = grace
    }

    /// What happened until then has reached every store by now.
    public var settled: Timestamp { now - grace }
}
