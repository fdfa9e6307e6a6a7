import Database
import protocol Database.Database
import DatabaseSQLite

/// A database whose schema is another process's to change: where it is not the one that is wanted, it is refused.
struct SettledDatabase: Database {
    private let database: SQLiteDatabase

    init(_ database: SQLiteDatabase) {
        self.database = database
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await database.write(body)
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await database.read(body)
    }

    /// Runs nothing.
    /// - Throws: `StartError` where the database is of a newer version, of an older one, or none of ours.
    func migrate(_ migrations: [Migration]) async throws {
        let recorded = try await recordedMigrations()
        let pending: [Migration]
        do {
            pending = try Migration.pending(migrations, recorded: recorded)
        } catch {
            throw StartError("\(database.path): \(error.message)")
        }
        guard pending.isEmpty else {
            throw StartError(
                """
                \(database.path): the file is \(recorded.isEmpty ? "empty" : "of an older version"); `sojourn migrate` \
                brings it up to date, as `sojourn serve` does when it starts
                """)
        }
    }

    private func recordedMigrations() async throws -> [(number: Int, name: String)] {
        try await database.read { connection in
            let isOurs: Int? = try connection.firstRow(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
            ) { try $0.next() }
            guard isOurs != nil else { return [(number: Int, name: String)]() }
            return try connection.rows("SELECT number, name FROM schema_migration ORDER BY number") { row in
                (number: try row.next() as Int, name: try row.next() as String)
            }
        }
    }

    func close() async {
        await database.close()
    }
}
