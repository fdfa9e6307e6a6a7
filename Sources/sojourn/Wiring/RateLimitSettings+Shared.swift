import Logging
import Redis
import ServiceHosting
import ServiceKit
import Settings

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
        return SharedRateLimit(
            of: "sojourn", on: configuration, rate: rate, burst: burst, by: key,
            telemetry: RedisTelemetryOptions(slowCalls: settings.log.slowCalls), logger: logger)
    }
}
