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
        case .redis: self = .redis(try Self.configuration(values))
        }
    }

    private static func configuration(_ values: LoadedSettings) throws(StartError) -> RedisConfiguration {
        let (backend, url) = (SettingNames.queueBackend, SettingNames.queueRedisURL)
        guard let text = values[url] else {
            throw StartError(
                """
                \(values.origin(of: backend)): \(backend.key) is redis, so \(url.key) must say where that is: set \
                \(SettingNames.catalogue.variable(for: url.key)) to redis://host:6379/0 for example
                """)
        }
        var configuration: RedisConfiguration
        do {
            configuration = try RedisConfiguration(url: text)
        } catch {
            throw StartError("\(values.origin(of: url)): \(url.key): \(error.message)")
        }
        if let file = values[SettingNames.queueRedisCAFile] {
            guard configuration.tls != nil else {
                throw StartError(
                    """
                    \(values.origin(of: SettingNames.queueRedisCAFile)): \(SettingNames.queueRedisCAFile.key) is for \
                    encrypted connections, and \(url.key) asks for none: its scheme would begin with rediss
                    """)
            }
            configuration.tls?.authorityFile = file
        }
        if configuration.clientName == nil { configuration.clientName = "sojourn" }
        return configuration
    }
}
