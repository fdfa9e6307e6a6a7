public import Cache
import Clocks
public import Logging
public import Redis

/// Caches on a Redis server, which all processes share that are given the same server.
public struct RedisCaches: CacheProvider {
    private let client: RedisClient
    private let logger: Logger

    /// - Parameter client: whoever made it shuts it down. Give it a short `commandTimeout` and `connectTimeout`: it is how
    ///   long a call may be held up by a server that has just stopped answering.
    public init(client: RedisClient, logger: Logger) {
        self.client = client
        self.logger = logger
    }

    public func cache<Key: Hashable & Sendable, Value: Sendable>(
        _ name: String, _ limits: CacheLimits, _ encoding: CacheEncoding<Key, Value>
    ) -> any KeyedCache<Key, Value> {
        RedisCache(name, limits, encoding, client: client, logger: logger)
    }
}
