import Database
import Testing

/// An engine that the conformance suites run on.
struct DatabaseEngine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens the database of that name, and makes an empty one where there is none.
    let open: @Sendable (_ name: String) async throws -> any Database
    /// Removes the database of that name.
    let remove: @Sendable (_ name: String) async throws -> Void

    static let all: [DatabaseEngine] = [.sqlite, .postgreSQL]
}

extension DatabaseEngine {
    /// Runs `body` with the name of a database that is not there yet, and removes it at the end.
    func withName(_ body: (String) async throws -> Void) async throws {
        let name = "conformance_\(UInt64.random(in: .min ... .max))"
        do {
            try await body(name)
        } catch {
            try await remove(name)
            throw error
        }
        try await remove(name)
    }

    /// Opens the database of that name, runs `body` with it and closes it.
    func withOpen(_ name: String, _ body: (any Database) async throws -> Void) async throws {
        let database = try await open(name)
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }

    /// Runs `body` with a new database that has the tables of `schema`.
    func withDatabase(_ schema: String..., body: (any Database) async throws -> Void) async throws {
        try await withName { name in
            try await withOpen(name) { database in
                try await database.migrate([Migration(1, "tables of the test", schema)])
                try await body(database)
            }
        }
    }
}

extension Database {
    /// Runs one statement in a transaction of its own.
    @discardableResult
    func execute(_ sql: String, _ parameters: any DatabaseParameter...) async throws -> Int {
        try await write { connection in try connection.execute(sql, parameters) }
    }

    /// The one number that a query answers.
    func number(_ sql: String) async throws -> Int? {
        try await read { connection in try connection.firstRow(sql) { row in try row.next() as Int } }
    }
}
