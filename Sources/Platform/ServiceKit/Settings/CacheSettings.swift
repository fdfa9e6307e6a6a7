public import Settings

/// Where a service keeps copies of what others own.
public struct CacheSettings: Sendable {
    public enum Backend: String, CaseIterable, Sendable {
        case process, redis
    }

    public static let backend = Setting<Backend>.choice(
        "cache.backend", default: .process,
        """
        Where copies are kept of what another service owns: `process` is each process's memory, `redis` the server of \
        cache.redis.url, which processes share.
        """)
    public static let redisURL = Setting<String?>.optionalURL(
        "cache.redis.url",
        schemes: [
            "redis", "rediss", "redis-sentinel", "rediss-sentinel", "redis-cluster", "rediss-cluster", "redis+unix",
        ], "The Redis server of the copies, as in queue.redis.url. While it is away, values are loaded each time.")
    public static let redisCAFile = Setting<String?>.optionalString(
        "cache.redis.caFile", expecting: "the path of a file",
        "The certificate authorities (PEM) that this server is trusted by; the system's unless set.")

    /// The settings, in the order in which they are documented.
    public static let all: [any AnySetting] = [backend, redisURL, redisCAFile]

    public var backend: Backend
    public var redisURL: String?
    public var redisCAFile: String?

    public init(_ values: LoadedSettings) {
        backend = values[Self.backend]
        redisURL = values[Self.redisURL]
        redisCAFile = values[Self.redisCAFile]
    }
}
