public import Database
public import protocol Database.Database
public import Logging

/// The embedded ``Database``: one SQLite file in WAL mode.
///
/// One connection writes, others read, each on a thread of its own. Writers that wait at the same time are committed
/// together, so many of them share one fsync. `synchronous` is `FULL`: what was acknowledged survives a crash of the
/// process and of the machine.
public final class SQLiteDatabase: Database, Sendable {
    /// The file's path.
    public let path: String
    let writes: JobQueue
    let reads: JobQueue

    /// Opens the database, and makes the file where there is none.
    ///
    /// - Parameters:
    ///   - path: the file. Its folder must exist.
    ///   - readers: how many connections read side by side, at least 1.
    /// - Throws: ``DatabaseError``: `corrupt` where the file is not a database, `storage` where it cannot be opened,
    ///   `conflict` where another process holds it locked.
    public init(path: String, readers: Int = 2, logger: Logger) async throws {
        self.path = path
        let connections = try await Self.connect(path: path, readers: max(1, readers))
        writes = JobQueue(queues: [connections.writer], transaction: .write, logger: logger)
        reads = JobQueue(queues: connections.readers, transaction: .read, logger: logger)
    }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await writes.run(body)
    }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await reads.run(body)
    }

    public func query<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await reads.run { try body(SingleStatementConnection($0)) }
    }

    public func close() async {
        // The writer is the last: whoever closes last moves the log into the file.
        await reads.close()
        await writes.close()
    }
}
