import Redis
import Settings

/// Where the task queue is.
enum QueueLocation: Sendable {
    /// In a file of the data directory.
    case file
    /// On a Redis server. The configuration holds its password.
    case redis(RedisConfiguration)

    /// Reads the settings that say where.
    /// - Throws: `StartError`, which names the setting and where it stands, and shows no password.
    init(_ values: LoadedSettings) throws(StartError) {
        switch values[SettingNames.queueBackend] {
        case .embedded: self = .file
        case .redis:
            self = .redis(
                try RedisConfiguration(
                    values, for: SettingNames.queueBackend, url: SettingNames.queueRedisURL,
                    caFile: SettingNames.queueRedisCAFile))
        }
    }
}
