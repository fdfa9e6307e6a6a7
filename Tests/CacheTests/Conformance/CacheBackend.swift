import Cache
import CacheRedis
import Clocks
import Redis
import TestSupport

/// Where values are kept.
enum CacheBackend: CaseIterable, Sendable {
    case process, redis

    /// Numbers as text; negative keys have no values.
    static let encoding = CacheEncoding<Int, String>(
        key: { "\($0)" }, encode: { Array($0.utf8) }, decode: { String(decoding: $0, as: UTF8.self) })

    /// Runs `body` with an empty cache.
    func withCache(
        expiresAfter: Duration = .seconds(30), absentExpiresAfter: Duration = .seconds(30),
        _ body: (any KeyedCache<Int, String>) async throws -> Void
    ) async throws {
        let limits = CacheLimits(
            capacity: 1000, expiresAfter: expiresAfter, absentExpiresAfter: absentExpiresAfter)
        switch self {
        case .process:
            try await body(ProcessCaches().cache("test", limits, Self.encoding))
        case .redis:
            try await withRedis { server in
                try await withRedisClient(server) { client in
                    try await body(
                        RedisCaches(client: client, logger: quietLogger).cache("test", limits, Self.encoding))
                }
            }
        }
    }
}

/// Runs `body` with a client that gives up soon, as a cache's does.
func withRedisClient(_ server: RedisServer, _ body: (RedisClient) async throws -> Void) async throws {
    var configuration = RedisConfiguration(host: "127.0.0.1", port: server.port)
    configuration.commandTimeout = .milliseconds(500)
    configuration.connectTimeout = .milliseconds(500)
    let client = RedisClient(configuration: configuration, logger: quietLogger)
    do {
        try await body(client)
    } catch {
        await client.shutdown()
        throw error
    }
    await client.shutdown()
}
