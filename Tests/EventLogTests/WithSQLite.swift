import Clocks
import Database
import DatabaseSQLite
import EventLogSQLite
import Foundation
import Logging

let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Opens a database in a folder of its own, and removes both after.
func withSQLite(_ body: (any Database) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
        let database = try await SQLiteDatabase(path: directory + "/events.db", logger: quiet)
        do {
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

/// Opens a SQLite log whose clock stands still, so that what a test waits for must come by itself and not by polling.
func withSQLiteLog(
    clock: ManualWallClock = ManualWallClock(), partitions: Int = 4, retention: Duration = .seconds(7 * 86400),
    _ body: (SQLiteEventLog) async throws -> Void
) async throws {
    try await withSQLite { database in
        let log = try await SQLiteEventLog(
            database: database, clock: clock, partitions: partitions, retention: retention, logger: quiet)
        try await body(log)
    }
}

func withTemporaryDirectory(_ body: (String) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "events-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try await body(directory.path)
}
