import Database
import Testing

@Suite("Conformance: several statements at once", .timeLimit(.minutes(10)))
struct SeveralStatementsConformanceTests {
    private static let table = "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY, words TEXT NOT NULL DEFAULT '')"

    @Test(arguments: DatabaseEngine.all)
    func `each sees what those before it did, and tells how many rows it changed`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let counts = try await database.write { connection in
                try connection.execute([
                    DatabaseStatement("INSERT INTO entry (id, words) VALUES ($1, $2)", 1 as Int64, "one"),
                    DatabaseStatement("INSERT INTO entry (id) VALUES ($1) ON CONFLICT (id) DO NOTHING", 1 as Int64),
                    DatabaseStatement("INSERT INTO entry (id, words) SELECT id + 1, words FROM entry WHERE id = 1"),
                    DatabaseStatement("UPDATE entry SET words = $1", "two"),
                ])
            }
            #expect(counts == [1, 0, 1, 2])
            #expect(try await database.number("SELECT COUNT(*) FROM entry WHERE words = 'two'") == 2)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `none is nothing`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let counts = try await database.write { try $0.execute([DatabaseStatement]()) }
            #expect(counts.isEmpty)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `one that fails undoes all, and the transaction takes no more`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { connection in
                    _ = try? connection.execute([
                        DatabaseStatement("INSERT INTO entry (id) VALUES (1)"),
                        DatabaseStatement("INSERT INTO entry (id) VALUES (1)"),
                        DatabaseStatement("INSERT INTO entry (id) VALUES (2)"),
                    ])
                    _ = try? connection.execute("INSERT INTO entry (id) VALUES (3)")
                }
            }
            #expect(error?.code == .uniqueViolation)
            #expect(try await database.number("SELECT COUNT(*) FROM entry") == 0)
            // The connection is as good as new.
            let counts = try await database.write {
                try $0.execute([DatabaseStatement("INSERT INTO entry (id) VALUES (4)")])
            }
            #expect(counts == [1])
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a parameter that is missing is an error`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { connection in
                    try connection.execute([
                        DatabaseStatement("INSERT INTO entry (id) VALUES (1)"),
                        DatabaseStatement("INSERT INTO entry (id) VALUES ($1)"),
                    ])
                }
            }
            #expect(error?.code == .invalidStatement)
            let count = try await database.number("SELECT COUNT(*) FROM entry")
            #expect(count == 0)
        }
    }
}
