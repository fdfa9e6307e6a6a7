import Database
import DatabaseSQLite
import Testing

@Suite(.timeLimit(.minutes(10))) struct ValueTests {
    @Test(arguments: ["\u{0}", "a\u{0}b", "\u{0}\u{0}", "👍\u{0}北", String(repeating: "\u{0}", count: 1_000)])
    func `text keeps its NUL characters`(text: String) async throws {
        try await withDatabase { database in
            let stored = try await database.read { try $0.firstRow("SELECT $1", text) { try $0.next() as String } }
            #expect(stored.map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test(arguments: [
        "", String("long enough not to stand in the pointer".dropLast(39)), String(decoding: [], as: UTF8.self),
    ])
    func `empty text is text, not null`(text: String) async throws {
        try await withDatabase { database in
            let stored = try await database.read { connection in
                try connection.firstRow("SELECT typeof($1), $1", text) { row in
                    [try row.next() as String, try row.next() as String]
                }
            }
            #expect(stored == ["text", ""])
        }
    }

    @Test func `empty bytes are bytes, not null`() async throws {
        try await withDatabase { database in
            let (type, stored) = try #require(
                try await database.read { connection in
                    try connection.firstRow("SELECT typeof($1), $1", [] as [UInt8]) { row in
                        (try row.next() as String, try row.next() as [UInt8])
                    }
                })
            #expect(type == "blob")
            #expect(stored == [])
        }
    }

    @Test(arguments: [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max])
    func `integers to the very edge keep their value in columns of every kind`(value: Int64) async throws {
        try await withDatabase("CREATE TABLE t (a BIGINT, b INTEGER PRIMARY KEY)") { database in
            try await database.execute("INSERT INTO t VALUES ($1, $1)", value)
            let stored = try await database.read { connection in
                try connection.firstRow("SELECT a, b, $1 FROM t", value) { row in
                    [try row.next() as Int64, try row.next() as Int64, try row.next() as Int64]
                }
            }
            #expect(stored == [value, value, value])
        }
    }

    @Test func `a sum beyond 64 bits is an error`() async throws {
        try await withDatabase("CREATE TABLE t (a BIGINT)") { database in
            try await database.execute("INSERT INTO t VALUES ($1), (1)", Int64.max)
            let error = await #expect(throws: DatabaseError.self) { try await database.number("SELECT SUM(a) FROM t") }
            #expect(error?.code == .invalidStatement)
        }
    }

    @Test func `what is not a number is refused, not stored as null`() async throws {
        try await withDatabase("CREATE TABLE t (a DOUBLE PRECISION)") { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.execute("INSERT INTO t (a) VALUES ($1)", Double.nan)
            }
            #expect(error?.code == .invalidStatement)
            #expect(error?.message.contains("$1") == true)
        }
    }

    @Test func `text that is not valid UTF-8 is repaired where it is read`() async throws {
        try await withDatabase { database in
            let stored = try await database.read { connection in
                try connection.firstRow("SELECT CAST(x'61FF62' AS TEXT)") { try $0.next() as String }
            }
            #expect(stored == "a\u{FFFD}b")
        }
    }
}
