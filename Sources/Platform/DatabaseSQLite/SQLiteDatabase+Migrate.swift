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
            let recorded = try connection.rows("SELECT number, name FROM schema_migration ORDER BY number") { row in
                (number: try row.next() as Int, name: try row.next() as String)
            }
            guard let migration = try Migration.pending(migrations, recorded: recorded).first else { return false }
            for statement in migration.statements {
                try connection.execute(Self.dialect(statement))
            }
            try connection.execute(
                "INSERT INTO schema_migration (number, name) VALUES ($1, $2)", migration.number, migration.name)
            return true
        }
    }

    private static func dialect(_ statement: String) -> String {
        statement
            .replacing("{identity}", with: "INTEGER PRIMARY KEY AUTOINCREMENT")
            .replacing("{bytes}", with: "BLOB")
    }
}
