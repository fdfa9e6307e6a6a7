import Database
import DatabaseSQLite
import Foundation
import Logging
import Testing

@Suite(.timeLimit(.minutes(10))) struct OpeningTests {
    @Test func `the writer commits to the disk, in a write-ahead log`() async throws {
        try await withDatabase { database in
            let (synchronous, journal, foreignKeys) = try await database.write { connection in
                (
                    try connection.firstRow("PRAGMA synchronous") { try $0.next() as Int },
                    try connection.firstRow("PRAGMA journal_mode") { try $0.next() as String },
                    try connection.firstRow("PRAGMA foreign_keys") { try $0.next() as Int }
                )
            }
            #expect(synchronous == 2)
            #expect(journal == "wal")
            #expect(foreignKeys == 1)
        }
    }

    @Test func `a folder that is missing is a storage error that names the path`() async throws {
        try await withPath { path in
            let error = await #expect(throws: DatabaseError.self) { try await open(path + ".missing/database.sqlite") }
            #expect(error?.code == .storage)
            #expect(error?.message.contains("\(path).missing/database.sqlite") == true)
        }
    }

    @Test func `a folder in the file's place is a storage error`() async throws {
        try await withPath { path in
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            let error = await #expect(throws: DatabaseError.self) { try await open(path) }
            #expect(error?.code == .storage)
        }
    }

    @Test(arguments: ["", ":memory:"])
    func `a path that is no file is refused, because its connections would share nothing`(path: String) async throws {
        let error = await #expect(throws: DatabaseError.self) { try await open(path) }
        #expect(error?.code == .storage)
    }

    @Test func `a file that is not a database is refused and left alone`() async throws {
        try await withPath { path in
            let content = Data(String(repeating: "This is a letter, not a database. ", count: 100).utf8)
            try content.write(to: URL(fileURLWithPath: path))
            let error = await #expect(throws: DatabaseError.self) { try await open(path) }
            #expect(error?.code == .corrupt)
            #expect(error?.message.contains(path) == true)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == content)
        }
    }

    @Test func `an empty file is a new database`() async throws {
        try await withPath { path in
            try Data().write(to: URL(fileURLWithPath: path))
            try await withDatabase(at: path) { try await $0.execute("CREATE TABLE t (id BIGINT)") }
        }
    }

    @Test func `damaged pages are reported as corrupt`() async throws {
        try await withPath { path in
            try await withDatabase(at: path) { database in
                try await database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, words TEXT)")
                try await database.write { connection in
                    for id in 1...500 {
                        try connection.execute("INSERT INTO t VALUES ($1, $2)", id, String(repeating: "w", count: 100))
                    }
                }
            }
            var content = try Data(contentsOf: URL(fileURLWithPath: path))
            content.replaceSubrange(4096..<content.count, with: repeatElement(0xA5, count: content.count - 4096))
            try content.write(to: URL(fileURLWithPath: path))

            try await withDatabase(at: path) { database in
                for attempt in [
                    { _ = try await database.number("SELECT COUNT(words) FROM t") },
                    { _ = try await database.execute("DELETE FROM t WHERE words = 'x'") },
                ] as [@Sendable () async throws -> Void] {
                    let error = await #expect(throws: DatabaseError.self) { try await attempt() }
                    #expect(error?.code == .corrupt)
                    #expect(error?.isRetryable == false)
                }
            }
        }
    }

    @Test func `closing leaves one file, whose log is empty`() async throws {
        try await withPath { path in
            try await withDatabase(at: path) { try await $0.execute("CREATE TABLE t (id BIGINT)") }
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
        }
    }

    @Test func `a database that nobody closed can be opened again`() async throws {
        try await withPath { path in
            var database: SQLiteDatabase? = try await open(path)
            try await database?.execute("CREATE TABLE t (id BIGINT)")
            database = nil
            try await withDatabase(at: path) { try await $0.execute("INSERT INTO t VALUES (1)") }
        }
    }

    @discardableResult
    private func open(_ path: String) async throws -> SQLiteDatabase {
        try await SQLiteDatabase(path: path, logger: Logger(label: "test"))
    }
}
