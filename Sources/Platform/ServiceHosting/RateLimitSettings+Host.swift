import Logging
import Redis
import ServiceKit
import Settings
import Telemetry

extension RateLimitSettings {
    /// The limit on the Redis server that the settings name; `nil` where limits are not shared.
    /// - Parameter slowCalls: what logs the calls of the server that took long.
    /// - Throws: ``HostSettings/Contradiction`` where no server is named, or the URL is none.
    func shared(as name: String, slowCalls: SlowCallLog) throws -> SharedRateLimit? {
        guard let rate, backend == .redis else { return nil }
        guard let redisURL else {
            throw HostSettings.Contradiction(
                description: "\(Self.backend.key) is redis, so \(Self.redisURL.key) must say where that is")
        }
        do {
            return SharedRateLimit(
                of: name, on: try RedisConfiguration(url: redisURL), rate: rate, burst: burst, by: key,
                telemetry: RedisTelemetryOptions(slowCalls: slowCalls), logger: Logger(label: "http"))
        } catch {
            throw HostSettings.Contradiction(description: "\(Self.redisURL.key): \(error.message)")
        }
    }
}
