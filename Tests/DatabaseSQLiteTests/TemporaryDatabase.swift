import Database
import DatabaseSQLite
import Foundation
import Logging

/// Runs `body` with a path in a folder of its own, where nothing is yet, and removes the folder.
func withPath(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sqlite-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("\(folder.path) is left: \(error)")
        }
    }
    try await body(folder.appendingPathComponent("database.sqlite").path)
}

/// Opens the database at `path`, runs `body` with it and closes it.
func withDatabase(at path: String, _ body: (SQLiteDatabase) async throws -> Void) async throws {
    let database = try await SQLiteDatabase(path: path, logger: Logger(label: "test"))
    do {
        try await body(database)
    } catch {
        await database.close()
        throw error
    }
    await database.close()
}

/// Runs `body` with a new database that has the tables of `schema`.
func withDatabase(_ schema: String..., body: (SQLiteDatabase) async throws -> Void) async throws {
    try await withPath { path in
        try await withDatabase(at: path) { database in
            try await database.migrate([Migration(1, "tables of the test", schema)])
            try await body(database)
        }
    }
}

extension SQLiteDatabase {
    /// Runs one statement in a transaction of its own.
    @discardableResult
    func execute(_ sql: String, _ parameters: any DatabaseParameter...) async throws -> Int {
        try await write { connection in try connection.execute(sql, parameters) }
    }

    /// The one number that a query answers.
    func number(_ sql: String) async throws -> Int? {
        try await read { connection in try connection.firstRow(sql) { try $0.next() as Int } }
    }
}
