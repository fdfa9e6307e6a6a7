/// How often a ``Cache`` could help, since it was made.
public struct CacheStatistics: Sendable, Hashable {
    /// Calls that were answered with what the cache had.
    public var hits = 0
    /// Calls that shared a load which was under way.
    public var joins = 0
    /// Calls that loaded.
    public var loads = 0
    /// Keys that made room for others.
    public var evictions = 0
    /// Times that a store that is shared could not be used.
    public var errors = 0

    public init() {}
}
