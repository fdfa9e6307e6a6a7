import Database
import TestSupport

@testable import DatabasePostgreSQL

extension PostgresDatabase {
    /// The database's name at its server.
    var name: String { String(address.drop { $0 != "/" }.dropFirst()) }

    /// Runs one statement in a transaction of its own.
    @discardableResult
    func execute(_ sql: String, _ parameters: any DatabaseParameter...) async throws -> Int {
        try await write { connection in try connection.execute(sql, parameters) }
    }

    /// The one number that a query answers.
    func number(_ sql: String) async throws -> Int? {
        try await read { try $0.firstRow(sql) { try $0.next() } }
    }

    /// The one text that a query answers.
    func text(_ sql: String) async throws -> String? {
        try await read { try $0.firstRow(sql) { try $0.next() } }
    }

    func one() async throws -> Int? { try await number("SELECT 1") }
}

/// The error with which connecting fails; `nil` where it succeeds.
func connectError(_ configuration: PostgresConfiguration) async -> DatabaseError? {
    do throws(DatabaseError) {
        let database = try await PostgresDatabase(configuration, logger: quietLogger)
        await database.close()
        return nil
    } catch {
        return error
    }
}

/// The error with which work fails; `nil` where it succeeds, or fails with another kind of error.
func databaseError<Value>(_ work: () async throws -> Value) async -> DatabaseError? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error as? DatabaseError
    }
}

extension PostgresDatabase {
    /// Whether a connection could not be made.
    var isInTrouble: Bool { pool.isInTrouble }
}
