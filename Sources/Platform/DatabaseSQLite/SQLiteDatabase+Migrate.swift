public import Database

extension SQLiteDatabase {
    public func migrate(_ migrations: [Migration]) async throws {
        // Each migration is a transaction that reads the record anew: another process may be migrating too.
        while try await runNext(of: migrations) {}
    }

    /// Runs the first migration that was not run before; `false` where there is none.
    private func runNext(of migrations: [Migration]) async throws -> Bool {
        try await write { connection in
            try connection.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migration (
                    number BIGINT NOT NULL PRIMARY KEY,
                    name TEXT NOT NULL
                )
                """)
            let recorded = try Self.recordedMigrations(connection)
            guard let migration = try Migration.pending(migrations, recorded: recorded).first else { return false }
            for statement in migration.statements {
                try connection.execute(statement)
            }
            try connection.execute(
                "INSERT INTO schema_migration (number, name) VALUES ($1, $2)", migration.number, migration.name)
            return true
        }
    }

    public func recordedMigrations() async throws -> [(number: Int, name: String)] {
        try await read { connection in
            let isOurs: Int? = try connection.firstRow(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
            ) { try $0.next() }
            return isOurs == nil ? [] : try Self.recordedMigrations(connection)
        }
    }

    private static func recordedMigrations(
        _ connection: any DatabaseConnection
    ) throws -> [(number: Int, name: String)] {
        try connection.rows("SELECT number, name FROM schema_migration ORDER BY number") { row in
            (number: try row.next() as Int, name: try row.next() as String)
        }
    }
}
