import Database
import protocol Database.Database

/// A database whose schema is another process's to change: where it is not the one that is wanted, it is refused.
struct SettledDatabase: Database {
    private let database: any Database
    private let name: String

    /// - Parameter name: what messages call the database: its file, or its address.
    init(_ database: any Database, name: String) {
        self.database = database
        self.name = name
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

    func query<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await database.query(body)
    }

    /// Runs nothing.
    /// - Throws: `StartError` where the database is of a newer version, of an older one, or none of ours.
    func migrate(_ migrations: [Migration]) async throws {
        let recorded = try await recordedMigrations()
        let pending: [Migration]
        do {
            pending = try Migration.pending(migrations, recorded: recorded)
        } catch {
            throw StartError("\(name): \(error.message)")
        }
        guard pending.isEmpty else {
            throw StartError(
                """
                \(name): it is \(recorded.isEmpty ? "empty" : "of an older version"); `sojourn migrate` \
                brings it up to date, as `sojourn serve` does when it starts
                """)
        }
    }

    func recordedMigrations() async throws -> [(number: Int, name: String)] {
        try await database.recordedMigrations()
    }

    func close() async {
        await database.close()
    }
}
