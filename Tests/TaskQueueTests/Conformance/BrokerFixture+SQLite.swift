import Clocks
import DatabaseSQLite
import Foundation
import Logging
import TaskQueueSQLite

extension BrokerFixture {
    static let sqlite = BrokerFixture(testDescription: "SQLite") { clock, body in
        try await withSQLiteFile { path in
            try await withSQLiteBroker(path, clock, body)
        }
    }
}

/// Opens the queue in a file, as a process would that starts.
func withSQLiteBroker(
    _ path: String, _ clock: any WallClock, _ body: (SQLiteBroker) async throws -> Void
) async throws {
    try await withSQLiteDatabase(path) { database in
        try await body(SQLiteBroker(database: database, clock: clock))
    }
}

/// Opens a file, and closes it afterwards.
func withSQLiteDatabase(_ path: String, _ body: (SQLiteDatabase) async throws -> Void) async throws {
    let database = try await SQLiteDatabase(path: path, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    do {
        try await body(database)
    } catch {
        await database.close()
        throw error
    }
    await database.close()
}

/// A path for a database, in a folder that is deleted afterwards.
func withSQLiteFile(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "task-queue-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // Left-overs in the temporary folder do no harm.
    try await body(folder.appending(path: "queue.sqlite").path)
}
