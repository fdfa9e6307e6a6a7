import Database
import struct Database.DatabaseError
import Dispatch
import GRDB

extension SQLiteDatabase {
    struct Connections: Sendable {
        var writer: DatabaseQueue
        var readers: [DatabaseQueue]
    }

    /// Opens one connection that writes and `readers` that read. Opening may block, to replay a log for example, so
    /// that it has a thread of its own.
    static func connect(path: String, readers: Int) async throws -> Connections {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "sqlite.connect").async {
                continuation.resume(with: Result { try connections(path: path, readers: readers) })
            }
        }
    }

    private static func connections(path: String, readers: Int) throws(DatabaseError) -> Connections {
        do {
            let writer = try DatabaseQueue(path: path, configuration: configuration(label: "sqlite.write"))
            try makeDurable(writer)
            let readers = try (0..<readers).map { index in
                let reader = try DatabaseQueue(path: path, configuration: configuration(label: "sqlite.read.\(index)"))
                try reader.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }
                return reader
            }
            return Connections(writer: writer, readers: readers)
        } catch let error as GRDB.DatabaseError {
            var failure = DatabaseError(
                resultCode: error.extendedResultCode.rawValue,
                message: "\(path): \(error.message ?? "cannot be opened")")
            // The statements that open a database are sound: what they are refused for is the file.
            if failure.code == .invalidStatement { failure.code = .storage }
            throw failure
        } catch {
            throw DatabaseError(.storage, "\(path): cannot be opened: \(error)", cause: error)
        }
    }

    /// Has each commit reach the disk. GRDB sets `NORMAL` with WAL, which a power cut can undo.
    private static func makeDurable(_ writer: DatabaseQueue) throws {
        let level = try writer.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            return try Int.fetchOne(database, sql: "PRAGMA synchronous")
        }
        let full = 2
        guard level == full else {
            throw GRDB.DatabaseError(message: "synchronous is \(level.map(String.init) ?? "unknown"), not FULL")
        }
    }

    private static func configuration(label: String) -> Configuration {
        var configuration = Configuration()
        configuration.label = label
        configuration.journalMode = .wal
        // Another process may hold the write lock: the command line beside a running server.
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        // A batch ends its own transactions. Where even a rollback fails, GRDB's check would end the process.
        configuration.allowsUnsafeTransactions = true
        return configuration
    }
}
