import Database
import DatabaseSQLite
import Dispatch
import Testing

@Suite(.timeLimit(.minutes(10))) struct LockTests {
    private static let table = "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY)"

    @Test func `a lock that another holds too long is a conflict for all who wait, and reads go on`() async throws {
        try await withDatabase(Self.table) { database in
            _ = try await database.write { try $0.firstRow("PRAGMA busy_timeout = 20") { try $0.next() as Int } }
            try await withLockHeld(at: database.path) { release in
                await withTaskGroup { group in
                    for id in 1...5 {
                        group.addTask {
                            let error = await #expect(throws: DatabaseError.self) {
                                try await database.execute("INSERT INTO entry (id) VALUES ($1)", id)
                            }
                            #expect(error?.code == .conflict)
                            #expect(error?.isRetryable == true)
                        }
                    }
                }
                let count = try await database.number("SELECT COUNT(*) FROM entry")
                #expect(count == 0)
                release()
            }
            #expect(try await database.execute("INSERT INTO entry (id) VALUES (1)") == 1)
        }
    }

    @Test func `a writer waits for a lock that is released in time`() async throws {
        try await withDatabase(Self.table) { database in
            try await withLockHeld(at: database.path) { release in
                async let written = database.execute("INSERT INTO entry (id) VALUES (1)")
                release()
                let count = try await written
                #expect(count == 1)
            }
        }
    }

    @Test func `two databases on one file see each other's writes and lose none`() async throws {
        try await withDatabase(Self.table) { one in
            try await withDatabase(at: one.path) { other in
                try await withThrowingTaskGroup { group in
                    for id in 0..<100 {
                        let database = id.isMultiple(of: 2) ? one : other
                        group.addTask { _ = try await database.execute("INSERT INTO entry (id) VALUES ($1)", id) }
                    }
                    try await group.waitForAll()
                }
                #expect(try await one.number("SELECT COUNT(*) FROM entry") == 100)
                #expect(try await other.number("SELECT COUNT(*) FROM entry") == 100)
            }
        }
    }

    /// Runs `body` while another database on the same file holds the write lock; `body` releases it.
    private func withLockHeld(at path: String, _ body: (_ release: () -> Void) async throws -> Void) async throws {
        try await withDatabase(at: path) { other in
            let (isHeld, signal) = AsyncStream.makeStream(of: Void.self)
            let gate = DispatchSemaphore(value: 0)
            async let held: Void = other.write { _ in
                signal.yield()
                _ = gate.wait(timeout: .now() + 30)
            }
            for await _ in isHeld { break }
            try await body { gate.signal() }
            try await held
        }
    }
}
