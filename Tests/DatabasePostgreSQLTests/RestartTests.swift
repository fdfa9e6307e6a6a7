import Database
import DatabasePostgreSQL
import Synchronization
import TestSupport
import Testing

@Suite("A server that restarts", .timeLimit(.minutes(10)))
struct RestartTests {
    /// What the writers were told.
    private final class Books: Sendable {
        let acknowledged = Mutex<Set<Int>>([])
        let unknown = Mutex<Set<Int>>([])
        let isOver = Atomic(false)
    }

    @Test func `under load, loses nothing that was acknowledged, and work goes on`() async throws {
        try await withPostgresServer { server in
            try await withPostgres(at: server.configuration()) { database in
                try await database.execute("CREATE TABLE entry (id BIGINT PRIMARY KEY)")
                let books = Books()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for writer in 0..<16 {
                        group.addTask { try await write(from: writer, into: database, books) }
                    }
                    // Also where the test fails, or the writers would go on for ever.
                    defer { books.isOver.store(true, ordering: .relaxed) }
                    for round in 1...2 {
                        try await grows(books, "before restart \(round)")
                        try await server.restart()
                        try await grows(books, "after restart \(round)")
                    }
                    books.isOver.store(true, ordering: .relaxed)
                    try await group.waitForAll()
                }
                let stored = try await database.read { connection in
                    Set(try connection.rows("SELECT id FROM entry") { try $0.next() as Int })
                }
                let (acknowledged, unknown) = (books.acknowledged.withLock { $0 }, books.unknown.withLock { $0 })
                #expect(acknowledged.isSubset(of: stored))
                #expect(stored.isSubset(of: acknowledged.union(unknown)))
            }
        }
    }

    @Test func `while it is away, work fails with its address, and succeeds once it is back`() async throws {
        try await withPostgresServer { server in
            var configuration = server.configuration()
            configuration.poolSize = 2
            configuration.acquireTimeout = .milliseconds(100)
            try await withPostgres(at: configuration) { database in
                try await server.kill()
                let errors = await withTaskGroup { group in
                    for _ in 0..<6 { group.addTask { await databaseError { try await database.one() } } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                for error in errors {
                    #expect(error?.code == .unavailable)
                    #expect(error?.message.contains("cannot connect to \(configuration.address)") == true)
                }
                try await server.start()
                #expect(try await database.one() == 1)
            }
        }
    }

    @Test func `closing does not wait for a server that is away`() async throws {
        try await withPostgresServer { server in
            var configuration = server.configuration()
            configuration.acquireTimeout = .seconds(600)
            try await withPostgres(at: configuration) { database in
                try await server.kill()
                async let outcome = databaseError { try await database.one() }
                try await eventually("the work has found the server gone") { database.isInTrouble }
                await database.close()
                #expect(await outcome?.code == .unavailable)
            }
        }
    }

    private func write(from writer: Int, into database: PostgresDatabase, _ books: Books) async throws {
        for number in 0... {
            let id = number * 100 + writer
            if books.isOver.load(ordering: .relaxed) { return }
            do {
                try await database.execute("INSERT INTO entry VALUES ($1)", id)
                _ = books.acknowledged.withLock { $0.insert(id) }
            } catch let error as DatabaseError where error.code == .commitUnknown {
                _ = books.unknown.withLock { $0.insert(id) }
            } catch let error as DatabaseError where error.code == .unavailable {
                // It has not happened.
            }
        }
    }

    private func grows(_ books: Books, _ when: String) async throws {
        let count = books.acknowledged.withLock { $0.count }
        try await eventually("work goes on \(when)") { books.acknowledged.withLock { $0.count } >= count + 200 }
    }
}
