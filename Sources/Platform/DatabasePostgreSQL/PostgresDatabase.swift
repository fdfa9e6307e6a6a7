public import Database
public import protocol Database.Database
public import Logging

/// The ``Database`` at scale: PostgreSQL 12 or later, through libpq.
///
/// A pool of connections, each with a thread of its own, runs transactions in the order in which they came. The
/// beginning of a transaction travels with its first statement, so that a write of one statement takes two round trips
/// and a read takes one. Statements are prepared once on each connection.
///
/// A write is READ COMMITTED, a read REPEATABLE READ and READ ONLY. A transaction that the server ended because of a
/// deadlock or a serialisation failure is run again after a short pause, up to ten times in all. One that meets a
/// connection which had ended before is run on a new one.
public final class PostgresDatabase: Database, Sendable {
    /// `host:port/name`, for messages.
    public let address: String
    let pool: ConnectionPool

    /// Connects to a database that is there.
    ///
    /// - Throws: ``DatabaseError``: `unavailable` where the server cannot be reached; `accessDenied` where it refuses
    ///   the user, or is not trusted; `databaseMissing`; `readOnly` where it is a standby; `invalidConfiguration`
    ///   where a file cannot be read, or the server is too old or does not store UTF-8.
    public init(_ configuration: PostgresConfiguration, logger: Logger) async throws(DatabaseError) {
        address = configuration.address
        pool = ConnectionPool(configuration, logger: logger)
        try await pool.connect()
    }

    /// As ``Database/write(_:)``.
    ///
    /// - Throws: what `body` throws, or ``DatabaseError``: `commitUnknown` where the connection was lost after the
    ///   commit was asked for; `unavailable` where it was lost before, or none came free in time; `timeout`;
    ///   `conflict` where the transaction was in others' way ten times in a row. `CancellationError` where the task
    ///   was cancelled while it waited for a connection.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await run(.write, body)
    }

    /// As ``Database/read(_:)``. An answer is held in memory as a whole.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await run(.read, body)
    }

    public func query<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await run(.query) { try body(SingleStatementConnection($0)) }
    }

    public func close() async {
        await pool.close()
    }

    /// Runs a transaction, again where another one was in its way.
    func run<Value: Sendable>(
        _ purpose: Purpose, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        var attempt = 1
        while true {
            do {
                return try await pool.run(purpose, body)
            } catch let conflict as TransactionConflict {
                guard attempt < Self.maximumAttempts else { throw conflict.error }
                // 1 ms, 2 ms, … 256 ms at most, so that those who met do not meet again.
                try await Task.sleep(for: .milliseconds(1 << (attempt - 1)) * Double.random(in: 0...1))
                attempt += 1
            }
        }
    }

    private static let maximumAttempts = 10
}
