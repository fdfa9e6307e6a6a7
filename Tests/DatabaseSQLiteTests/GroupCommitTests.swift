import Database
import Dispatch
import Foundation
import GRDBSQLite
import Testing

@testable import DatabaseSQLite

@Suite(.timeLimit(.minutes(10))) struct GroupCommitTests {
    private static let table = "CREATE TABLE entry (id BIGINT NOT NULL PRIMARY KEY)"
    private struct Refusal: Error {}

    @Test func `writers that wait at the same time share a commit`() async throws {
        try await withDatabase(Self.table) { database in
            let before = try commitsInLog(of: database.path)
            let outcomes = await batch(on: database, count: 100) { id, connection in
                try connection.execute("INSERT INTO entry (id) VALUES ($1)", id)
            }
            #expect(outcomes.allSatisfy { $0 == nil })
            #expect(try await database.number("SELECT COUNT(*) FROM entry") == 100)
            #expect(try commitsInLog(of: database.path) == before + 1)
        }
    }

    @Test func `a batch is bounded, so that the first does not wait for all`() async throws {
        try await withDatabase(Self.table) { database in
            let before = try commitsInLog(of: database.path)
            _ = await batch(on: database, count: 257) { id, connection in
                try connection.execute("INSERT INTO entry (id) VALUES ($1)", id)
            }
            #expect(try commitsInLog(of: database.path) == before + 2)
        }
    }

    @Test func `a job that fails is undone alone`() async throws {
        try await withDatabase(Self.table) { database in
            let outcomes = await batch(on: database, count: 60) { id, connection in
                try connection.execute("INSERT INTO entry (id) VALUES ($1)", id)
                if id % 3 == 0 { throw Refusal() }
                if id % 3 == 1 { try connection.execute("INSERT INTO entry (id) VALUES ($1)", id) }
            }
            for (id, error) in outcomes.enumerated() {
                switch id % 3 {
                case 0: #expect(error is Refusal)
                case 1: #expect((error as? DatabaseError)?.code == .uniqueViolation)
                default: #expect(error == nil)
                }
            }
            #expect(try await database.number("SELECT COUNT(*) FROM entry WHERE id % 3 = 2") == 20)
            let count = try await database.number("SELECT COUNT(*) FROM entry")
            #expect(count == 20)
        }
    }

    @Test func `a job that has SQLite roll back the whole transaction costs the others nothing`() async throws {
        try await withDatabase(Self.table) { database in
            let outcomes = await batch(on: database, count: 30) { id, connection in
                try connection.execute("INSERT INTO entry (id) VALUES ($1)", id)
                if id % 10 == 7 { try connection.execute("INSERT OR ROLLBACK INTO entry (id) VALUES ($1)", id) }
            }
            for (id, error) in outcomes.enumerated() {
                #expect((error as? DatabaseError)?.code == (id % 10 == 7 ? .uniqueViolation : nil))
            }
            let count = try await database.number("SELECT COUNT(*) FROM entry")
            #expect(count == 27)
        }
    }

    @Test func `a job that goes on after such a rollback writes nothing`() async throws {
        try await withDatabase(Self.table) { database in
            let outcomes = await batch(on: database, count: 3) { id, connection in
                try connection.execute("INSERT INTO entry (id) VALUES ($1)", id)
                guard id == 1 else { return }
                _ = try? connection.execute("INSERT OR ROLLBACK INTO entry (id) VALUES ($1)", id)
                _ = try? connection.execute("INSERT INTO entry (id) VALUES (99)")
            }
            #expect(outcomes.map { $0 == nil } == [true, false, true])
            let sum = try await database.number("SELECT SUM(id) FROM entry")
            #expect(sum == 2)
        }
    }

    @Test func `a rule that is checked at the commit refuses only who breaks it`() async throws {
        let child = """
            CREATE TABLE child (
                id BIGINT NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED
            )
            """
        try await withDatabase(Self.table, child) { database in
            let outcomes = await batch(on: database, count: 10) { id, connection in
                try connection.execute("INSERT INTO child (id) VALUES ($1)", id)
                if id != 4 { try connection.execute("INSERT INTO entry (id) VALUES ($1)", id) }
            }
            for (id, error) in outcomes.enumerated() {
                #expect((error as? DatabaseError)?.code == (id == 4 ? .constraintViolation : nil))
            }
            let count = try await database.number("SELECT COUNT(*) FROM child")
            #expect(count == 9)
        }
    }

    @Test func `a full disk fails those who need room, and the database goes on`() async throws {
        let table = "CREATE TABLE block (id INTEGER PRIMARY KEY, content BLOB NOT NULL)"
        try await withDatabase(table) { database in
            _ = try await database.write { try $0.firstRow("PRAGMA max_page_count = 30") { try $0.next() as Int } }
            let outcomes = await batch(on: database, count: 40) { id, connection in
                try connection.execute("INSERT INTO block VALUES ($1, $2)", id, [UInt8](repeating: 1, count: 4_000))
            }
            let failures = outcomes.compactMap { $0 as? DatabaseError }
            #expect(!failures.isEmpty && failures.count < 40)
            #expect(failures.allSatisfy { $0.code == .storage && $0.isRetryable })
            #expect(try await database.number("SELECT COUNT(*) FROM block") == 40 - failures.count)

            _ = try await database.write { try $0.firstRow("PRAGMA max_page_count = 1000") { try $0.next() as Int } }
            #expect(
                try await database.execute("INSERT INTO block VALUES (100, $1)", [UInt8](repeating: 1, count: 4_000))
                    == 1)
        }
    }

    @Test func `when the commit fails all its writers are told, and nothing is kept`() async throws {
        try await withDatabase(Self.table) { database in
            let outcomes = await batch(on: database, count: 5) { id, connection in
                let connection = try #require(connection as? SQLiteConnection)
                sqlite3_commit_hook(connection.handle, { _ in 1 }, nil)
                try connection.execute("INSERT INTO entry (id) VALUES ($1)", id)
            }
            #expect(outcomes.allSatisfy { ($0 as? DatabaseError)?.code == .constraintViolation })
            #expect(try await database.number("SELECT COUNT(*) FROM entry") == 0)

            try await database.write { connection in
                let connection = try #require(connection as? SQLiteConnection)
                sqlite3_commit_hook(connection.handle, nil, nil)
                try connection.execute("INSERT INTO entry (id) VALUES (1)")
            }
            #expect(try await database.number("SELECT COUNT(*) FROM entry") == 1)
        }
    }

    /// Has `count` jobs wait while another one runs, so that they form a batch; what each of them threw.
    private func batch(
        on database: SQLiteDatabase, count: Int,
        _ body: @escaping @Sendable (_ id: Int, any DatabaseConnection) throws -> Void
    ) async -> [(any Error)?] {
        let gate = DispatchSemaphore(value: 0)
        return await withTaskGroup { group in
            let (hasBegun, signal) = AsyncStream.makeStream(of: Void.self)
            group.addTask {
                await Self.outcome(-1, database) { _ in
                    signal.yield()
                    _ = gate.wait(timeout: .now() + 30)
                }
            }
            for await _ in hasBegun { break }
            for id in 0..<count {
                group.addTask { await Self.outcome(id, database) { try body(id, $0) } }
            }
            while database.writes.waitingCount < count { await Task.yield() }
            gate.signal()
            var outcomes = [(any Error)?](repeating: nil, count: count)
            for await (id, error) in group where id >= 0 { outcomes[id] = error }
            return outcomes
        }
    }

    private static func outcome(
        _ id: Int, _ database: SQLiteDatabase, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Void
    ) async -> (Int, (any Error)?) {
        do {
            try await database.write(body)
            return (id, nil)
        } catch {
            return (id, error)
        }
    }

    /// The number of commits in the write-ahead log: its frames that carry the size of the database after a commit.
    ///
    /// The layout is that of <https://sqlite.org/fileformat2.html#walformat>.
    private func commitsInLog(of path: String) throws -> Int {
        let log = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + "-wal")))
        let frame = 24 + number(log, at: 8)
        let salt = log[16..<24]
        return stride(from: 32, to: log.count, by: frame)
            .count { log[($0 + 8)..<($0 + 16)].elementsEqual(salt) && number(log, at: $0 + 4) != 0 }
    }

    private func number(_ bytes: [UInt8], at offset: Int) -> Int {
        bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
}
