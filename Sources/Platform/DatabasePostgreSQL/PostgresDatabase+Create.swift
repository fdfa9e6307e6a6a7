import CPostgreSQL
public import Database
import Dispatch
public import Logging

extension PostgresDatabase {
    /// Makes the database where there is none. Several processes may do so at once.
    ///
    /// Only where it is missing, the configuration's maintenance database is connected to, and the user must be
    /// allowed to make databases.
    /// - Throws: ``DatabaseError``, as the initializer does.
    public static func createIfAbsent(
        _ configuration: PostgresConfiguration, logger: Logger
    ) async throws(DatabaseError) {
        try await blocking { () throws(DatabaseError) in
            do throws(DatabaseError) {
                PQfinish(try Connecting.connect(configuration))
                return
            } catch {
                guard error.code == .databaseMissing else { throw error }
            }
            // From a template of its own encoding, whatever the administrator made of the other one.
            let sql = "CREATE DATABASE \(quoted(configuration.database)) ENCODING 'UTF8' TEMPLATE template0"
            do throws(DatabaseError) {
                try run(sql, beside: configuration)
                logger.info("made a database", metadata: ["address": "\(configuration.address)"])
            } catch {
                // Someone else was first, who has finished in the one case and not in the other.
                let states = ["42P04", "23505"]
                guard let cause = error.cause as? PostgresError, states.contains(cause.sqlState) else { throw error }
            }
        }
    }

    /// Removes the database with all that is in it, and ends the connections to it.
    package static func drop(_ configuration: PostgresConfiguration) async throws(DatabaseError) {
        try await administer(
            configuration, "DROP DATABASE IF EXISTS \(quoted(configuration.database)) WITH (FORCE)")
    }

    /// Runs a statement that cannot stand in a transaction, from the maintenance database.
    package static func administer(
        _ configuration: PostgresConfiguration, _ sql: String
    ) async throws(DatabaseError) {
        try await blocking { () throws(DatabaseError) in try run(sql, beside: configuration) }
    }

    private static func run(_ sql: String, beside configuration: PostgresConfiguration) throws(DatabaseError) {
        let handle = try Connecting.connect(configuration.database(named: configuration.maintenanceDatabase))
        defer { PQfinish(handle) }
        // Copying a template, or ending connections, takes as long as it takes.
        for sql in ["SET statement_timeout = 0", sql] {
            guard let answer = PQexec(handle, sql).map(Answer.init) else {
                throw DatabaseError(.unavailable, Connecting.message(of: handle), sql: sql)
            }
            if let error = answer.error { throw DatabaseError(error, sql: sql) }
        }
    }

    private static func quoted(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }

    private static func blocking(
        _ work: @escaping @Sendable () throws(DatabaseError) -> Void
    ) async throws(DatabaseError) {
        let result: Result<Void, DatabaseError> = await withCheckedContinuation { continuation in
            DispatchQueue(label: "postgres.administer").async { continuation.resume(returning: Result(catching: work)) }
        }
        try result.get()
    }
}
