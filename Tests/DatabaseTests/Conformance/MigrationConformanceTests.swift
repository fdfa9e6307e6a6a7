import Database
import Testing

@Suite("Conformance: migrations", .timeLimit(.minutes(10)))
struct MigrationConformanceTests {
    private static let first = Migration(
        1, "things",
        [
            "CREATE TABLE thing (id {identity}, content {bytes}, words TEXT)",
            "INSERT INTO thing (words) VALUES ('from migration 1')",
        ])
    private static let second = Migration(2, "a word", ["INSERT INTO thing (words) VALUES ('from migration 2')"])
    private static let third = Migration(3, "another word", ["INSERT INTO thing (words) VALUES ('from migration 3')"])

    @Test(arguments: DatabaseEngine.all)
    func `each migration runs once, also in a database that was opened again`(engine: DatabaseEngine) async throws {
        try await engine.withName { name in
            try await engine.withOpen(name) { database in
                try await database.migrate([])
                try await database.migrate([Self.first])
                try await database.migrate([Self.first])
            }
            try await engine.withOpen(name) { database in
                try await database.migrate([Self.first, Self.second])
                try await database.migrate([Self.first, Self.second])
                #expect(try await words(database) == ["from migration 1", "from migration 2"])
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `what was run can be looked up, also where nothing was`(engine: DatabaseEngine) async throws {
        try await engine.withName { name in
            try await engine.withOpen(name) { database in
                let none = try await database.recordedMigrations()
                #expect(none.isEmpty)
                try await database.migrate([Self.first, Self.second])
                let recorded = try await database.recordedMigrations()
                #expect(recorded.map(\.number) == [1, 2])
                #expect(recorded.map(\.name) == ["things", "a word"])
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `the identity numbers rows upwards and uses no number twice`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase("CREATE TABLE thing (id {identity}, words TEXT)") { database in
            let insert: @Sendable () async throws -> Int? = {
                try await database.write { connection in
                    try connection.firstRow("INSERT INTO thing (words) VALUES ('x') RETURNING id") { try $0.next() }
                }
            }
            let first = try #require(try await insert())
            try await database.execute("DELETE FROM thing")
            #expect(try #require(try await insert()) > first)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a migration that fails leaves nothing, and those before it stay`(engine: DatabaseEngine) async throws {
        let failing = Migration(
            3, "another word",
            [
                "INSERT INTO thing (words) VALUES ('from the failing one')", "CREATE TABLE half (id BIGINT)",
                "INSERT INTO missing (id) VALUES (1)",
            ])
        try await engine.withName { name in
            try await engine.withOpen(name) { database in
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.migrate([Self.first, Self.second, failing])
                }
                #expect(error?.code == .invalidStatement)
                #expect(error?.sql?.contains("missing") == true)
                #expect(try await words(database) == ["from migration 1", "from migration 2"])
                await #expect(throws: DatabaseError.self) { try await database.number("SELECT COUNT(*) FROM half") }

                try await database.migrate([Self.first, Self.second, Self.third])
                #expect(try await words(database).last == "from migration 3")
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a list with a gap, out of order or with a number twice is refused`(engine: DatabaseEngine) async throws {
        let lists = [
            [Self.second], [Self.first, Self.third], [Self.second, Self.first], [Self.first, Self.first],
            [Migration(0, "nought", [])],
        ]
        try await engine.withName { name in
            try await engine.withOpen(name) { database in
                for list in lists {
                    let error = await #expect(throws: DatabaseError.self) { try await database.migrate(list) }
                    #expect(error?.code == .migrationMismatch)
                }
                try await database.migrate([Self.first])
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a migration of another name under the same number is refused`(engine: DatabaseEngine) async throws {
        try await engine.withName { name in
            try await engine.withOpen(name) { database in
                try await database.migrate([Self.first, Self.second])
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.migrate([Self.first, Migration(2, "renamed", []), Self.third])
                }
                #expect(error?.code == .migrationMismatch)
                #expect(error?.message.contains("a word") == true)
                #expect(error?.message.contains("renamed") == true)
                #expect(try await words(database).count == 2)
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a database that a newer version wrote is refused`(engine: DatabaseEngine) async throws {
        try await engine.withName { name in
            try await engine.withOpen(name) { try await $0.migrate([Self.first, Self.second]) }
            try await engine.withOpen(name) { database in
                let error = await #expect(throws: DatabaseError.self) { try await database.migrate([Self.first]) }
                #expect(error?.code == .migrationMismatch)
                #expect(error?.message.contains("a word") == true)
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `several processes that migrate at once run each migration once`(engine: DatabaseEngine) async throws {
        try await engine.withName { name in
            try await engine.withOpen(name) { one in
                try await engine.withOpen(name) { other in
                    try await withThrowingTaskGroup { group in
                        for database in [one, other, one, other] {
                            group.addTask { try await database.migrate([Self.first, Self.second, Self.third]) }
                        }
                        try await group.waitForAll()
                    }
                    #expect(
                        try await words(one) == ["from migration 1", "from migration 2", "from migration 3"])
                }
            }
        }
    }

    private func words(_ database: any Database) async throws -> [String] {
        try await database.read { connection in
            try connection.rows("SELECT words FROM thing ORDER BY words") { try $0.next() as String }
        }
    }
}
