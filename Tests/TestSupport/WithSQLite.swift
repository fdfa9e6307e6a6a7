public import DatabaseSQLite
public import Logging

/// A logger that says nothing.
public let quietLogger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// Runs `body` with a new database in a folder of its own.
public func withSQLite<Value>(_ body: (SQLiteDatabase) async throws -> Value) async throws -> Value {
    try await withTemporaryDirectory { folder in
        let database = try await SQLiteDatabase(path: folder + "/test.sqlite", logger: quietLogger)
        do {
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}
