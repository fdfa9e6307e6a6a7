import Database
import Testing

@Suite("Conformance: statements", .timeLimit(.minutes(10)))
struct StatementConformanceTests {
    private static let table =
        "CREATE TABLE stock (name TEXT NOT NULL PRIMARY KEY, amount BIGINT NOT NULL CHECK (amount >= 0))"

    @Test(arguments: DatabaseEngine.all)
    func `parameters are found by number, in any order and more than once`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await database.execute("INSERT INTO stock (amount, name) VALUES ($2, $1)", "tea", 3)
            let row = try await database.read { connection in
                try connection.firstRow(
                    "SELECT name, amount, '$2' FROM stock WHERE amount <= $2 AND name = $1 AND $2 >= amount", "tea", 3
                ) { row in (try row.next() as String, try row.next() as Int, try row.next() as String) }
            }
            #expect(row?.0 == "tea")
            #expect(row?.1 == 3)
            #expect(row?.2 == "$2")
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `more than nine parameters are told apart`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let placeholders = (1...12).map { "('item ' || CAST($\($0) AS TEXT), $\($0))" }.joined(separator: ", ")
            let parameters = (1...12).map { Int64($0) }
            let count = try await database.write { connection in
                try connection.execute("INSERT INTO stock (name, amount) VALUES \(placeholders)", parameters)
            }
            #expect(count == 12)
            #expect(try await database.number("SELECT amount FROM stock WHERE name = 'item 11'") == 11)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `too few and too many parameters are refused`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let sql = "INSERT INTO stock (name, amount) VALUES ($1, $2)"
            let given: [[any DatabaseParameter]] = [[], ["tea"], ["tea", 1, 2]]
            for parameters in given {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.write { connection in try connection.execute(sql, parameters) }
                }
                #expect(error?.code == .invalidStatement)
                #expect(error?.sql == sql)
            }
            let count = try await database.number("SELECT COUNT(*) FROM stock")
            #expect(count == 0)
        }
    }

    @Test(
        arguments: DatabaseEngine.all,
        [
            "SELEC 1", "SELECT missing FROM stock", "SELECT 1 FROM missing", "INSERT INTO stock (name) VALUES",
            "SELECT (1",
            "DELETE FROM stock; DELETE FROM stock",
        ])
    func `a statement that is not valid is refused and shown`(engine: DatabaseEngine, sql: String) async throws {
        try await engine.withDatabase(Self.table) { database in
            let error = await #expect(throws: DatabaseError.self) { try await database.execute(sql) }
            #expect(error?.code == .invalidStatement)
            #expect(error?.sql == sql)
            #expect(error?.isRetryable == false)
        }
    }

    @Test(arguments: DatabaseEngine.all, ["BEGIN", "COMMIT", "ROLLBACK", " savepoint mine", "RELEASE mine", "END"])
    func `a closure cannot begin or end transactions`(engine: DatabaseEngine, sql: String) async throws {
        try await engine.withDatabase(Self.table) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO stock (name, amount) VALUES ('tea', 1)")
                    try connection.execute(sql)
                }
            }
            #expect(error?.code == .invalidStatement)
            let count = try await database.number("SELECT COUNT(*) FROM stock")
            #expect(count == 0)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a statement counts the rows that it changed`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            #expect(
                try await database.execute("INSERT INTO stock (name, amount) VALUES ('a', 1), ('b', 2), ('c', 3)") == 3)
            #expect(try await database.execute("UPDATE stock SET amount = amount WHERE amount > 1") == 2)
            #expect(try await database.execute("UPDATE stock SET amount = 0 WHERE amount > 9") == 0)
            #expect(try await database.execute("DELETE FROM stock WHERE name = 'a'") == 1)
            #expect(try await database.execute("CREATE TABLE other (id BIGINT)") == 0)
            let count = try await database.execute("DELETE FROM stock")
            #expect(count == 2)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `rows that a foreign key deletes are not counted`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(
            Self.table,
            "CREATE TABLE lot (id {identity}, name TEXT NOT NULL REFERENCES stock (name) ON DELETE CASCADE)"
        ) { database in
            try await database.execute("INSERT INTO stock (name, amount) VALUES ('tea', 1)")
            try await database.execute("INSERT INTO lot (name) VALUES ('tea'), ('tea')")
            #expect(try await database.execute("DELETE FROM stock") == 1)
            #expect(try await database.number("SELECT COUNT(*) FROM lot") == 0)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a conflict is met, and counts only what it changed`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let ignore = "INSERT INTO stock (name, amount) VALUES ($1, $2) ON CONFLICT DO NOTHING"
            #expect(try await database.execute(ignore, "tea", 1) == 1)
            #expect(try await database.execute(ignore, "tea", 2) == 0)
            let raise = """
                INSERT INTO stock (name, amount) VALUES ($1, $2)
                ON CONFLICT (name) DO UPDATE SET amount = excluded.amount WHERE stock.amount < excluded.amount
                """
            #expect(try await database.execute(raise, "tea", 5) == 1)
            #expect(try await database.execute(raise, "tea", 4) == 0)
            #expect(try await database.execute(raise, "rice", 4) == 1)
            let amount = try await database.number("SELECT amount FROM stock WHERE name = 'tea'")
            #expect(amount == 5)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `RETURNING answers what was written, and nothing where nothing was`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase("CREATE TABLE line (id {identity}, words TEXT NOT NULL UNIQUE)") { database in
            let insert: @Sendable (String) async throws -> Int? = { words in
                try await database.write { connection in
                    try connection.firstRow(
                        "INSERT INTO line (words) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id", words
                    ) { row in try row.next() as Int }
                }
            }
            let first = try #require(try await insert("a"))
            #expect(try await insert("a") == nil)
            #expect(try #require(try await insert("b")) > first)
            let updated = try await database.write { connection in
                try connection.rows("UPDATE line SET words = words || '!' RETURNING words") { try $0.next() as String }
            }
            #expect(updated.sorted() == ["a!", "b!"])
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `the first row is the first in order, and nil where there is none`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            #expect(try await database.number("SELECT amount FROM stock ORDER BY amount") == nil)
            try await database.execute("INSERT INTO stock (name, amount) VALUES ('a', 3), ('b', 1), ('c', 2)")
            #expect(try await database.number("SELECT amount FROM stock ORDER BY amount") == 1)
            let all = try await database.read { connection in
                try connection.rows("SELECT amount FROM stock ORDER BY amount DESC") { try $0.next() as Int }
            }
            #expect(all == [3, 2, 1])
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `rows to be changed are chosen without waiting for others`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await database.execute("INSERT INTO stock (name, amount) VALUES ('a', 3), ('b', 1), ('c', 2)")
            let chosen = try await database.write { connection in
                try connection.rows("SELECT name FROM stock ORDER BY amount LIMIT 2 {skip locked}") { row in
                    try row.next() as String
                }
            }
            #expect(chosen == ["b", "c"])
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a row that is refused says by which rule`(engine: DatabaseEngine) async throws {
        let numbered = "CREATE TABLE numbered (id {identity}, stock_name TEXT REFERENCES stock (name))"
        try await engine.withDatabase(Self.table, numbered) { database in
            try await database.execute("INSERT INTO stock (name, amount) VALUES ('tea', 1)")
            try await database.execute("INSERT INTO numbered (id) VALUES (7)")
            let refused: [(String, DatabaseError.Code)] = [
                ("INSERT INTO stock (name, amount) VALUES ('tea', 2)", .uniqueViolation),
                ("INSERT INTO numbered (id) VALUES (7)", .uniqueViolation),
                ("INSERT INTO stock (name, amount) VALUES ('rice', -1)", .constraintViolation),
                ("INSERT INTO stock (name, amount) VALUES ('rice', NULL)", .constraintViolation),
                ("INSERT INTO numbered (stock_name) VALUES ('missing')", .constraintViolation),
                ("UPDATE stock SET amount = amount - 2", .constraintViolation),
            ]
            for (sql, code) in refused {
                let error = await #expect(throws: DatabaseError.self) { try await database.execute(sql) }
                #expect(error?.code == code, "\(sql)")
            }
            #expect(try await database.number("SELECT amount FROM stock") == 1)
        }
    }
}
