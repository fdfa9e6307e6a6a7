import Cache
import CacheRedis
import Logging
import Redis

/// What makes the caches of this process, and how it is let go of.
struct CachesBackend: Sendable {
    let caches: any CacheProvider
    /// Lets go of it, when nobody uses a cache any more.
    let close: @Sendable () async -> Void

    /// Never fails: where a server is away, values are loaded until it is there.
    static func open(
        _ location: CacheLocation, telemetry: RedisTelemetryOptions, logger: Logger
    ) -> CachesBackend {
        switch location {
        case .process:
            return CachesBackend(caches: ProcessCaches()) {}
        case .redis(let configuration):
            let client = RedisClient(configuration: configuration, telemetry: telemetry, logger: logger)
            return CachesBackend(caches: RedisCaches(client: client, logger: logger)) { await client.shutdown() }
        }
    }
}
