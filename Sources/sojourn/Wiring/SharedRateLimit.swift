import Logging
import Redis
import ResilienceRedis
import ServiceKit
import ServiceLifecycle
import Settings

/// The rate limit that processes share, with its connection to the Redis server.
struct SharedRateLimit: Service {
    /// How long a request waits for the server before the process limits on its own.
    private static let patience: Duration = .milliseconds(250)

    private let client: RedisClient
    let limit: HTTPRateLimit

    init(_ configuration: RedisConfiguration, rate: Double, burst: Int, by key: HTTPRateLimit.Key, logger: Logger) {
        var configuration = configuration
        configuration.commandTimeout = Self.patience
        configuration.connectTimeout = Self.patience
        client = RedisClient(configuration: configuration, logger: logger)
        limit = HTTPRateLimit(
            RedisRateLimit(client: client, prefix: "sojourn:rate:", rate: rate, burst: burst, logger: logger), by: key)
    }

    /// Keeps the connection until shutdown.
    func run() async throws {
        // Ended by cancellation where the process does not stop in peace; the connection is closed all the same.
        try? await gracefulShutdown()
        await client.shutdown()
    }
}

extension RateLimitSettings {
    /// The limit on the Redis server that the settings name; `nil` where limits are not shared.
    /// - Throws: `StartError` where no server is named, or the URL is none.
    func shared(with settings: SojournSettings, logger: Logger) throws(StartError) -> SharedRateLimit? {
        guard let rate, backend == .redis else { return nil }
        let configuration: RedisConfiguration
        switch (redisURL, settings.queue) {
        case (let url?, _):
            do {
                configuration = try RedisConfiguration(url: url)
            } catch {
                throw StartError("\(Self.redisURL.key): \(error.message)")
            }
        case (nil, .redis(let queue)): configuration = queue
        case (nil, .file):
            throw StartError(
                """
                \(Self.backend.key) is redis, so \(Self.redisURL.key) must say where that is: set \
                \(SettingNames.catalogue.variable(for: Self.redisURL.key)) to redis://host:6379/0 for example
                """)
        }
        return SharedRateLimit(configuration, rate: rate, burst: burst, by: key, logger: logger)
    }
}
