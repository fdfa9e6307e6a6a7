import Database
import Dispatch
import Testing

@Suite("Conformance: transactions", .timeLimit(.minutes(10)))
struct TransactionConformanceTests {
    private static let table = "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY, words TEXT NOT NULL DEFAULT '')"
    private struct Refusal: Error, Equatable { var reason: String }

    @Test(arguments: DatabaseEngine.all)
    func `what a closure did before it threw is undone, and its error is passed on`(engine: DatabaseEngine) async throws
    {
        try await engine.withDatabase(Self.table) { database in
            try await database.execute("INSERT INTO entry (id) VALUES (1)")
            await #expect(throws: Refusal(reason: "dates taken")) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO entry (id) VALUES (2)")
                    try connection.execute("DELETE FROM entry WHERE id = 1")
                    throw Refusal(reason: "dates taken")
                }
            }
            #expect(try await database.number("SELECT id FROM entry") == 1)
            #expect(try await database.number("SELECT COUNT(*) FROM entry") == 1)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a closure sees what it wrote itself`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let count = try await database.write { connection in
                try connection.execute("INSERT INTO entry (id) VALUES (1), (2)")
                return try connection.firstRow("SELECT COUNT(*) FROM entry") { try $0.next() as Int }
            }
            #expect(count == 2)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `an error that the closure ignores fails it all the same`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO entry (id) VALUES (1)")
                    _ = try? connection.execute("INSERT INTO entry (id) VALUES (1)")
                }
            }
            #expect(error?.code == .uniqueViolation)
            let count = try await database.number("SELECT COUNT(*) FROM entry")
            #expect(count == 0)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `after an error further statements are refused, and the next closure starts afresh`(
        engine: DatabaseEngine
    ) async throws {
        try await engine.withDatabase(Self.table) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { connection in
                    _ = try? connection.execute("INSERT INTO missing (id) VALUES (1)")
                    try connection.execute("INSERT INTO entry (id) VALUES (1)")
                }
            }
            #expect(error?.code == .invalidStatement)
            let count = try await database.execute("INSERT INTO entry (id) VALUES (1)")
            #expect(count == 1)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a value that cannot be read does not end the transaction`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await database.write { connection in
                try connection.execute("INSERT INTO entry (id) VALUES (1)")
                #expect(throws: DatabaseError.self) {
                    try connection.firstRow("SELECT id FROM entry") { try $0.next() as String }
                }
                try connection.execute("INSERT INTO entry (id) VALUES (2)")
            }
            #expect(try await database.number("SELECT COUNT(*) FROM entry") == 2)
        }
    }

    @Test(
        arguments: DatabaseEngine.all,
        [
            "INSERT INTO entry (id) VALUES (2)", "UPDATE entry SET words = 'x'", "DELETE FROM entry",
            "DROP TABLE entry",
            "CREATE TABLE other (id BIGINT)",
        ])
    func `a read cannot write`(engine: DatabaseEngine, sql: String) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await database.execute("INSERT INTO entry (id) VALUES (1)")
            let error = await #expect(throws: DatabaseError.self) {
                try await database.read { connection in try connection.execute(sql) }
            }
            #expect(error?.code == .readOnly)
            #expect(try await database.number("SELECT COUNT(*) FROM entry WHERE words = ''") == 1)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a read sees one moment from beginning to end`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            let (hasBegun, signal) = AsyncStream.makeStream(of: Void.self)
            let isWritten = DispatchSemaphore(value: 0)
            async let counts = database.read { connection in
                let count = "SELECT COUNT(*) FROM entry"
                let before = try connection.firstRow(count) { try $0.next() as Int }
                signal.yield()
                let outcome = isWritten.wait(timeout: .now() + 30)
                return [before, try connection.firstRow(count) { try $0.next() as Int }, outcome == .success ? 1 : 0]
            }
            for await _ in hasBegun { break }
            try await database.execute("INSERT INTO entry (id) VALUES (1)")
            isWritten.signal()
            #expect(try await counts == [0, 0, 1])
            #expect(try await database.number("SELECT COUNT(*) FROM entry") == 1)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a read sees every write that was acknowledged before it`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            try await withThrowingTaskGroup { group in
                for id in 1...100 {
                    group.addTask {
                        try await database.execute("INSERT INTO entry (id) VALUES ($1)", id)
                        return try await database.number("SELECT id FROM entry WHERE id = \(id)") == id
                    }
                }
                for try await isSeen in group { #expect(isSeen) }
            }
        }
    }
}
