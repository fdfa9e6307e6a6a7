import Database
import DatabasePostgreSQL
import Settings

/// Where the services keep their records.
enum RecordsLocation: Sendable {
    /// In files of the data directory.
    case files
    /// On a PostgreSQL server. The configuration names the database that those of the services are called after, and
    /// holds the password.
    case postgres(PostgresConfiguration)

    /// Reads the settings that say where.
    /// - Throws: `StartError`, which names the setting and where it stands, and shows no password.
    init(_ values: LoadedSettings) throws(StartError) {
        let setting = SettingNames.databaseURL
        let url = values[setting]
        guard !url.hasPrefix("sqlite:") else {
            guard url == "sqlite:" else {
                throw StartError(
                    """
                    \(values.origin(of: setting)): \(setting.key) is `sqlite:` alone: data.directory says where the \
                    files are
                    """)
            }
            self = .files
            return
        }
        var configuration: PostgresConfiguration
        do {
            configuration = try PostgresConfiguration(url: url)
        } catch {
            throw StartError("\(values.origin(of: setting)): \(setting.key): \(error.message)")
        }
        configuration.poolSize = values[SettingNames.databasePoolSize]
        configuration.acquireTimeout = values[SettingNames.databaseAcquireTimeout]
        configuration.statementTimeout = values[SettingNames.databaseStatementTimeout]
        self = .postgres(configuration)
    }
}
