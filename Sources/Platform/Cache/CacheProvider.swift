public import Clocks

/// Makes the caches of a service, so that whoever assembles the process decides where values are kept.
public protocol CacheProvider: Sendable {
    /// - Parameter name: tells the caches of all services apart that share a store.
    func cache<Key: Hashable & Sendable, Value: Sendable>(
        _ name: String, _ limits: CacheLimits, _ encoding: CacheEncoding<Key, Value>
    ) -> any KeyedCache<Key, Value>
}

/// Caches in the memory of this process.
public struct ProcessCaches: CacheProvider {
    private let clock: any WallClock

    public init(clock: any WallClock = SystemWallClock()) {
        self.clock = clock
    }

    public func cache<Key: Hashable & Sendable, Value: Sendable>(
        _ name: String, _ limits: CacheLimits, _ encoding: CacheEncoding<Key, Value>
    ) -> any KeyedCache<Key, Value> {
        Cache<Key, Value>(limits, clock: clock)
    }
}
