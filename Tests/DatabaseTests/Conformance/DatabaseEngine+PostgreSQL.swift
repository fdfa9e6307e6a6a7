import DatabasePostgreSQL
import TestSupport

extension DatabaseEngine {
    static let postgreSQL = DatabaseEngine(testDescription: "PostgreSQL") { name in
        var configuration = try await PostgresServer.shared.configuration(database: name)
        // Many tests run side by side.
        configuration.poolSize = 4
        try await PostgresDatabase.createIfAbsent(configuration, logger: quietLogger)
        return try await PostgresDatabase(configuration, logger: quietLogger)
    } remove: { name in
        try await PostgresDatabase.drop(PostgresServer.shared.configuration(database: name))
    }
}
