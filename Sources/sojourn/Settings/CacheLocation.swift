import Redis
import ServiceKit
import Settings

/// Where copies are kept of what another service owns.
enum CacheLocation: Sendable {
    /// In the memory of each process.
    case process
    /// On a Redis server. The configuration holds its password.
    case redis(RedisConfiguration)

    /// How long a call may be held up by a server that has just stopped answering.
    private static let patience = Duration.milliseconds(500)

    /// Reads the settings that say where.
    /// - Throws: `StartError`, which names the setting and where it stands, and shows no password.
    init(_ values: LoadedSettings) throws(StartError) {
        switch values[CacheSettings.backend] {
        case .process: self = .process
        case .redis:
            var configuration = try RedisConfiguration(
                values, for: CacheSettings.backend, url: CacheSettings.redisURL, caFile: CacheSettings.redisCAFile)
            configuration.commandTimeout = Self.patience
            configuration.connectTimeout = Self.patience
            self = .redis(configuration)
        }
    }
}
