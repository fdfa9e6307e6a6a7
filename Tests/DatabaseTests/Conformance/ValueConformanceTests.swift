import Database
import Testing

@Suite("Conformance: values", .timeLimit(.minutes(10)))
struct ValueConformanceTests {
    private static let table =
        "CREATE TABLE item (id {identity}, number BIGINT, fraction DOUBLE PRECISION, words TEXT, content {bytes})"

    @Test(arguments: DatabaseEngine.all)
    func `integers keep their value`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await roundTrip([0, 1, -1, 1 << 32, .max, .min] as [Int64], "number", database) { try $0.next() }
            try await roundTrip([-42, .max] as [Int], "number", database) { try $0.next() }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `truth values are stored as 0 and 1`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await roundTrip([false, true], "number", database) { try $0.next() }
            #expect(try await database.number("SELECT number FROM item") == 1)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `real numbers keep every bit`(engine: DatabaseEngine) async throws {
        let values = [
            0.1, -0.5, 1.0, 1e300, Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
            .pi, .infinity,
            -.infinity,
        ]
        try await engine.withDatabase(Self.table) { database in
            try await roundTrip(values, "fraction", database) { try $0.next() }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `text keeps every character`(engine: DatabaseEngine) async throws {
        let values = [
            "", " ", "'; DROP TABLE item; --", "\"quoted\"", "$1 ?1 :name", "北京的四合院", "👩‍👩‍👧‍👦🇨🇳", "e\u{301}", "a\nb\tc\\",
            String(repeating: "long ", count: 50_000),
        ]
        try await engine.withDatabase(Self.table) { database in
            try await roundTrip(values, "words", database) { row -> String in try row.next() }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `bytes keep every bit`(engine: DatabaseEngine) async throws {
        let values: [[UInt8]] = [
            [], [0], Array(0...255), [0xFF, 0xFE, 0x00, 0x80], Array(repeating: 7, count: 300_000),
        ]
        try await engine.withDatabase(Self.table) { database in
            try await roundTrip(values, "content", database) { try $0.next() }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `null is nil in each type, and nothing else is`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await database.execute(
                "INSERT INTO item (number, fraction, words, content) VALUES ($1, $2, $3, $4)",
                Int64?.none, Double?.none, String?.none, [UInt8]?.none)
            try await database.execute(
                "INSERT INTO item (number, fraction, words, content) VALUES ($1, $2, $3, $4)",
                Int?(0), Double?(0), String?(""), [UInt8]?([]))
            let found = try await database.read { connection in
                try connection.rows(
                    "SELECT number, number, number, fraction, words, content, id FROM item ORDER BY id"
                ) { row in
                    let isNil = [
                        try row.next() as Int64? == nil, try row.next() as Int? == nil, try row.next() as Bool? == nil,
                        try row.next() as Double? == nil, try row.next() as String? == nil,
                        try row.next() as [UInt8]? == nil,
                    ]
                    // The columns after a null are still the right ones.
                    return (isNil, try row.next() as Int)
                }
            }
            #expect(found.map(\.0) == [Array(repeating: true, count: 6), Array(repeating: false, count: 6)])
            #expect(found.map(\.1) == [1, 2])
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a null that is read as a value is an error that names the column`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await database.execute("INSERT INTO item (number) VALUES (NULL)")
            let reads: [(String, @Sendable (inout RowReader) throws -> Void)] = [
                ("number", { _ = try $0.next() as Int64 }), ("fraction", { _ = try $0.next() as Double }),
                ("words", { _ = try $0.next() as String }), ("content", { _ = try $0.next() as [UInt8] }),
                ("number", { _ = try $0.next() as Bool }),
            ]
            for (column, read) in reads {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.read { try $0.firstRow("SELECT id, \(column) FROM item", read: second(read)) }
                }
                #expect(error?.code == .unexpectedType)
                #expect(error?.message.contains(column) == true, "\(String(describing: error))")
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a value of another type is an error that names the column`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await database.execute(
                "INSERT INTO item (number, fraction, words, content) VALUES ($1, $2, $3, $4)",
                1, 0.5, "words", [1] as [UInt8])
            let reads: [(String, @Sendable (inout RowReader) throws -> Void)] = [
                ("number", { _ = try $0.next() as String }), ("number", { _ = try $0.next() as [UInt8]? }),
                ("fraction", { _ = try $0.next() as Int64 }), ("words", { _ = try $0.next() as Int? }),
                ("words", { _ = try $0.next() as Double }), ("words", { _ = try $0.next() as [UInt8] }),
                ("content", { _ = try $0.next() as String }), ("content", { _ = try $0.next() as Bool }),
            ]
            for (column, read) in reads {
                let error = await #expect(throws: DatabaseError.self) {
                    try await database.read { try $0.firstRow("SELECT id, \(column) FROM item", read: second(read)) }
                }
                #expect(error?.code == .unexpectedType)
                #expect(error?.message.contains(column) == true, "\(String(describing: error))")
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `reading more columns than there are is an error`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await database.execute("INSERT INTO item (number) VALUES (1)")
            let error = await #expect(throws: DatabaseError.self) {
                try await database.read { connection in
                    try connection.firstRow("SELECT number FROM item") { row in
                        (try row.next() as Int, try row.next() as Int?)
                    }
                }
            }
            #expect(error?.code == .unexpectedType)
        }
    }

    /// Stores each of `values` in `column`, and expects to read it back.
    private func roundTrip<Value: DatabaseParameter>(
        _ values: [Value], _ column: String, _ database: any Database,
        read: @escaping @Sendable (inout RowReader) throws -> Value
    ) async throws {
        for value in values {
            try await database.write { connection in
                try connection.execute("DELETE FROM item")
                try connection.execute("INSERT INTO item (\(column)) VALUES ($1)", value)
            }
            let stored = try await database.read { try $0.firstRow("SELECT \(column) FROM item", read: read) }
            #expect(stored?.databaseValue == value.databaseValue)
            // Swift's == holds texts of other code points for the same where they look the same.
            if case (.text(let text), .text(let original)) = (stored.databaseValue, value.databaseValue) {
                #expect(text.utf8.elementsEqual(original.utf8))
            }
        }
    }

    /// Reads the second column with `read`.
    private func second(
        _ read: @escaping @Sendable (inout RowReader) throws -> Void
    ) -> @Sendable (inout RowReader) throws -> Void {
        { row in
            _ = try row.next() as Int
            try read(&row)
        }
    }
}
