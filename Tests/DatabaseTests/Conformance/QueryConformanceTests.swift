import Database
import Testing

@Suite("Conformance: queries of one statement", .timeLimit(.minutes(10)))
struct QueryConformanceTests {
    private static let table = "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY)"

    @Test(arguments: DatabaseEngine.all)
    func `a query sees what was committed before it`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            for id in 1...3 {
                try await database.execute("INSERT INTO entry (id) VALUES ($1)", id)
                let ids = try await database.query { connection in
                    try connection.rows("SELECT id FROM entry ORDER BY id") { try $0.next() as Int }
                }
                #expect(ids == Array(1...id))
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a second statement is refused`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.query { connection in
                    _ = try connection.firstRow("SELECT 1") { try $0.next() as Int }
                    _ = try connection.firstRow("SELECT 2") { try $0.next() as Int }
                }
            }
            #expect(error?.code == .invalidStatement)
            #expect(error?.description.contains("SELECT 2") == true)
            let both = await #expect(throws: DatabaseError.self) {
                try await database.query { connection in
                    _ = try connection.execute([DatabaseStatement("SELECT 1"), DatabaseStatement("SELECT 2")])
                }
            }
            #expect(both?.code == .invalidStatement)
            let count = try await database.number("SELECT COUNT(*) FROM entry")
            #expect(count == 0)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a query cannot write, and writing goes on after it`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            for id in 1...3 {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.query { try $0.execute("INSERT INTO entry (id) VALUES (9)") }
                }
                #expect(error?.code == .readOnly)
                try await database.execute("INSERT INTO entry (id) VALUES ($1)", id)
            }
            let count = try await database.number("SELECT COUNT(*) FROM entry")
            #expect(count == 3)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a query that fails says why, and the next one succeeds`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            for _ in 1...3 {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.query { try $0.execute("SELECT id FROM missing") }
                }
                #expect(error?.code == .invalidStatement)
                let one = try await database.query { connection in
                    try connection.firstRow("SELECT 1") { try $0.next() as Int }
                }
                #expect(one == 1)
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `queries, reads and writes share connections`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 1...60 {
                    group.addTask {
                        try await database.execute("INSERT INTO entry (id) VALUES ($1)", id)
                        let sql = "SELECT COUNT(*) FROM entry WHERE id = \(id)"
                        let queried = try await database.query { try $0.firstRow(sql) { try $0.next() as Int } }
                        let read = try await database.read { try $0.firstRow(sql) { try $0.next() as Int } }
                        #expect(queried == 1 && read == 1)
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
