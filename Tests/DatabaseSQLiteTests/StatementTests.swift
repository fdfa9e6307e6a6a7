import Database
import DatabaseSQLite
import Testing

@Suite(.timeLimit(.minutes(10))) struct StatementTests {
    private static let table = "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY, words TEXT)"

    @Test func `the same query can be read inside itself`() async throws {
        try await withDatabase(Self.table) { database in
            try await database.execute("INSERT INTO entry (id) VALUES (1), (2), (3)")
            let pairs = try await database.read { connection in
                let sql = "SELECT id FROM entry WHERE id <= $1 ORDER BY id"
                return try connection.rows(sql, 3) { row in
                    let id: Int = try row.next()
                    return [id] + (try connection.rows(sql, id) { try $0.next() as Int })
                }
            }
            #expect(pairs == [[1, 1], [2, 1, 2], [3, 1, 2, 3]])
        }
    }

    @Test func `a query that is left by an error can be run again from its beginning`() async throws {
        struct Enough: Error {}
        try await withDatabase(Self.table) { database in
            try await database.execute("INSERT INTO entry (id) VALUES (1), (2), (3)")
            let seen = try await database.read { connection in
                let sql = "SELECT id FROM entry ORDER BY id"
                var seen: [Int] = []
                for _ in 1...2 {
                    #expect(throws: Enough.self) {
                        try connection.forEachRow(sql, []) { row in
                            seen.append(try row.next())
                            if seen.count.isMultiple(of: 2) { throw Enough() }
                        }
                    }
                }
                return seen + (try connection.rows(sql) { try $0.next() as Int })
            }
            #expect(seen == [1, 2, 1, 2, 1, 2, 3])
        }
    }

    @Test func `a statement works again after it was refused, and keeps no parameter`() async throws {
        try await withDatabase(Self.table) { database in
            let sql = "INSERT INTO entry (id, words) VALUES ($1, $2)"
            let wrong: [[any DatabaseParameter]] = [[1], [1, 2, 3], [Int?.none, "x"], [1, Double.nan]]
            for parameters in wrong {
                await #expect(throws: DatabaseError.self) {
                    try await database.write { try $0.execute(sql, parameters) }
                }
                try await database.execute("DELETE FROM entry")
                #expect(try await database.execute(sql, 1, String?.none) == 1)
                #expect(try await database.number("SELECT COUNT(*) FROM entry WHERE words IS NULL") == 1)
            }
        }
    }

    @Test func `a query of all columns sees a column that was added later`() async throws {
        try await withDatabase(Self.table) { database in
            try await database.execute("INSERT INTO entry (id, words) VALUES (1, 'a')")
            let read: @Sendable (inout RowReader) throws -> Int = { row in
                _ = try row.next() as Int
                _ = try row.next() as String
                return try row.next()
            }
            let sql = "SELECT * FROM entry"
            await #expect(throws: DatabaseError.self) { try await database.read { try $0.firstRow(sql, read: read) } }
            try await database.execute("ALTER TABLE entry ADD COLUMN amount BIGINT NOT NULL DEFAULT 7")
            for _ in 1...4 {
                #expect(try await database.read { try $0.firstRow(sql, read: read) } == 7)
            }
        }
    }

    @Test func `a thousand different statements are served, the first ones again`() async throws {
        try await withDatabase(Self.table) { database in
            let sum = try await database.read { connection in
                var sum = 0
                for _ in 1...2 {
                    for number in 0..<1_000 {
                        sum += try connection.firstRow("SELECT \(number)") { try $0.next() as Int } ?? 0
                    }
                }
                return sum
            }
            #expect(sum == 999_000)
        }
    }

    @Test func `rows that a trigger changes are not counted`() async throws {
        try await withDatabase(
            Self.table, "CREATE TABLE log (id BIGINT)",
            "CREATE TRIGGER t AFTER INSERT ON entry BEGIN INSERT INTO log VALUES (1), (2); END"
        ) { database in
            #expect(try await database.execute("INSERT INTO entry (id) VALUES (1)") == 1)
            let count = try await database.number("SELECT COUNT(*) FROM log")
            #expect(count == 2)
        }
    }

    @Test func `a statement that changes no rows does not count those of the one before`() async throws {
        try await withDatabase(Self.table) { database in
            let counts = try await database.write { connection in
                [
                    try connection.execute("INSERT INTO entry (id) VALUES (1), (2)"),
                    try connection.execute("SELECT id FROM entry"),
                    try connection.execute("CREATE INDEX entry_words ON entry (words)"),
                    try connection.execute("DELETE FROM entry WHERE id = 9"),
                    try connection.execute("DELETE FROM entry RETURNING id"),
                ]
            }
            #expect(counts == [2, 0, 0, 0, 2])
        }
    }

    @Test(arguments: ["", "  ", "-- nothing", "SELECT $0", "SELECT $99999", "SELECT $99999999999999999999"])
    func `what is no statement is refused`(sql: String) async throws {
        try await withDatabase { database in
            let error = await #expect(throws: DatabaseError.self) { try await database.execute(sql) }
            #expect(error?.code == .invalidStatement)
        }
    }

    @Test func `text in double quotes is a name, as in PostgreSQL`() async throws {
        try await withDatabase { database in
            let error = await #expect(throws: DatabaseError.self) { try await database.execute("SELECT \"words\"") }
            #expect(error?.code == .invalidStatement)
        }
    }
}
