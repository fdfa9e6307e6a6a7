import Redis
import Settings

extension RedisConfiguration {
    /// The server that settings name.
    ///
    /// - Parameter backend: the setting that asks for Redis.
    /// - Throws: `StartError`, which names the setting and where it stands, and shows no password.
    init(
        _ values: LoadedSettings, for backend: any AnySetting, url: Setting<String?>, caFile: Setting<String?>
    ) throws(StartError) {
        guard let text = values[url] else {
            throw StartError(
                """
                \(values.origin(of: backend)): \(backend.key) is redis, so \(url.key) must say where that is: set \
                \(SettingNames.catalogue.variable(for: url.key)) to redis://host:6379/0 for example
                """)
        }
        do {
            try self.init(url: text)
        } catch {
            throw StartError("\(values.origin(of: url)): \(url.key): \(error.message)")
        }
        if let file = values[caFile] {
            guard tls != nil else {
                throw StartError(
                    """
                    \(values.origin(of: caFile)): \(caFile.key) is for encrypted connections, and \(url.key) asks for \
                    none: its scheme would begin with rediss
                    """)
            }
            tls?.authorityFile = file
        }
        if clientName == nil { clientName = "sojourn" }
    }
}
