import Database
import DatabasePostgreSQL
import Logging
import Settings

/// The first contact with the PostgreSQL server that keeps a service's records.
struct PostgresStart: Sendable {
    /// The service's own database.
    let configuration: PostgresConfiguration
    let logger: Logger

    /// The database, as soon as the server answers; a new one where the server has none of that name.
    /// - Throws: `StartError`, which names the setting, the address and the reason.
    func database() async throws -> PostgresDatabase {
        do {
            return try await ServerContact(server: "PostgreSQL", address: configuration.address, logger: logger).reach {
                do throws(DatabaseError) {
                    try await PostgresDatabase.createIfAbsent(configuration, logger: logger)
                    return try await PostgresDatabase(configuration, logger: logger)
                } catch {
                    throw ServerContact.Failure(reason: error.message, isTransient: error.isRetryable)
                }
            }
        } catch let failure as ServerContact.Failure {
            let variable = SettingNames.catalogue.variable(for: SettingNames.databaseURL.key)
            throw StartError(
                "database.url: PostgreSQL \(configuration.address) cannot be used: \(failure.reason)"
                    + (failure.isTransient
                        ? ". Start the server, or correct \(variable); with `sqlite:` none is needed" : ""))
        }
    }
}
