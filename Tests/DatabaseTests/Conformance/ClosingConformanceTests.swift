import Database
import Dispatch
import Testing

@Suite("Conformance: closing", .timeLimit(.minutes(10)))
struct ClosingConformanceTests {
    private static let table = "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY)"

    @Test(arguments: DatabaseEngine.all)
    func `a closed database refuses work`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            await database.close()
            let attempts: [@Sendable () async throws -> Void] = [
                { _ = try await database.execute("INSERT INTO entry (id) VALUES (1)") },
                { _ = try await database.number("SELECT COUNT(*) FROM entry") },
                { try await database.migrate([]) },
            ]
            for attempt in attempts {
                let error = await #expect(throws: DatabaseError.self) { try await attempt() }
                #expect(error?.code == .closed)
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `closing more than once does no harm`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<5 { group.addTask { await database.close() } }
            }
            await database.close()
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `closing in a cancelled task closes`(engine: DatabaseEngine) async throws {
        try await engine.withDatabase(Self.table) { database in
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { await database.close() }
            }
            let error = await #expect(throws: DatabaseError.self) { try await database.execute("DELETE FROM entry") }
            #expect(error?.code == .closed)
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `closing waits for the work under way, and that work is kept`(engine: DatabaseEngine) async throws {
        try await engine.withName { name in
            let database = try await engine.open(name)
            try await database.migrate([Migration(1, "entries", [Self.table])])
            let (hasBegun, signal) = AsyncStream.makeStream(of: Void.self)
            let mayEnd = DispatchSemaphore(value: 0)
            async let written = database.write { connection in
                signal.yield()
                _ = mayEnd.wait(timeout: .now() + 30)
                return try connection.execute("INSERT INTO entry (id) VALUES (1)")
            }
            for await _ in hasBegun { break }
            async let closed: Void = database.close()
            mayEnd.signal()
            #expect(try await written == 1)
            await closed

            try await engine.withOpen(name) { reopened in
                let count = try await reopened.number("SELECT COUNT(*) FROM entry")
                #expect(count == 1)
            }
        }
    }

    @Test(arguments: DatabaseEngine.all)
    func `a write beside the closing is either kept or refused, never lost`(engine: DatabaseEngine) async throws {
        try await engine.withName { name in
            let database = try await engine.open(name)
            try await database.migrate([Migration(1, "entries", [Self.table])])
            let acknowledged = try await withThrowingTaskGroup { group in
                for id in 0..<200 {
                    group.addTask {
                        if id == 100 { await database.close() }
                        do {
                            return try await database.execute("INSERT INTO entry (id) VALUES ($1)", id)
                        } catch let error as DatabaseError where error.code == .closed {
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            try await engine.withOpen(name) { reopened in
                let count = try await reopened.number("SELECT COUNT(*) FROM entry")
                #expect(count == acknowledged)
            }
        }
    }
}
