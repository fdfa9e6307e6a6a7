import Resilience
public import Settings

/// How much of the HTTP service a caller may take.
public struct RateLimitSettings: Sendable {
    /// Where it is counted what callers took.
    public enum Backend: String, Sendable, CaseIterable {
        /// In each process for itself.
        case process
        /// On a Redis server, for all processes together.
        case redis
    }

    public static let rate = Setting<Int>.integer(
        "http.rateLimit.perSecond", default: 0, in: 0...1_000_000,
        "How many requests a second a caller may send in the long run; 429 is answered to more. 0 is any number.")
    public static let burst = Setting<Int>.integer(
        "http.rateLimit.burst", default: 50, in: 1...1_000_000,
        "How many requests a caller may send at once after a pause.")
    public static let key = Setting<HTTPRateLimit.Key>.choice(
        "http.rateLimit.by", default: .address,
        """
        Who counts as a caller: an `address` (see http.trustedProxies), a signed-in `user` (an address where nobody is \
        signed in), or all of a `route` together.
        """)
    public static let backend = Setting<Backend>.choice(
        "http.rateLimit.backend", default: .process,
        """
        Where it is counted: in each `process` for itself, or on a `redis` server for all together. While the server \
        cannot be reached, processes count for themselves.
        """)
    public static let redisURL = Setting<String?>.optionalURL(
        "http.rateLimit.redis.url",
        schemes: [
            "redis", "rediss", "redis-sentinel", "rediss-sentinel", "redis-cluster",
            "rediss-cluster", "redis+unix",
        ],
        "The Redis server of the rate limits, as in queue.redis.url, which is used unless this is set.")

    static let all: [any AnySetting] = [rate, burst, key, backend, redisURL]

    /// Requests a second; `nil` where there is no limit.
    public let rate: Double?
    public let burst: Int
    public let key: HTTPRateLimit.Key
    public let backend: Backend
    public let redisURL: String?

    init(_ values: LoadedSettings) {
        let perSecond = values[Self.rate]
        rate = perSecond > 0 ? Double(perSecond) : nil
        burst = values[Self.burst]
        key = values[Self.key]
        backend = values[Self.backend]
        redisURL = values[Self.redisURL]
    }

    /// The limit of this process alone; `nil` where there is none.
    public var local: HTTPRateLimit? {
        rate.map { HTTPRateLimit(LocalRateLimit(rate: $0, burst: burst), by: key) }
    }
}
