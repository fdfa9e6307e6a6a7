/// A transactional store of records, the same for SQLite and PostgreSQL.
///
/// Work on it is a closure over a ``DatabaseConnection``, run from beginning to end on a thread that may block. The
/// closure must not wait for anything but the database, and must have no effect outside it: an engine may run it
/// again, after a deadlock for example.
///
/// SQL is written once for all engines: parameters are `$1`, `$2`, …; the types are `BIGINT`, `TEXT`, `DOUBLE
/// PRECISION` and what ``Migration`` offers; conflicts are met with `ON CONFLICT`, not by catching an error. The word
/// `{skip locked}` after a `SELECT` that chooses rows to change leaves out those that another transaction is changing:
/// it is `FOR UPDATE SKIP LOCKED` on PostgreSQL, and nothing on SQLite, which has one writer at a time.
public protocol Database: Sendable {
    /// Runs `body` in a transaction that may write, and returns when its commit is durable.
    ///
    /// Where `body` throws, everything that it did is undone and the error is passed on. An error from a statement
    /// ends the transaction: further statements are refused, and where `body` returns all the same, that error is
    /// thrown in its stead.
    /// - Throws: what `body` throws, or ``DatabaseError``.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value

    /// Runs `body` on a consistent snapshot that it cannot change.
    /// - Throws: what `body` throws, or ``DatabaseError``.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value

    /// Runs `body`, which asks one statement, on a consistent snapshot that it cannot change.
    ///
    /// It is ``read(_:)`` without the transaction around it, which costs as much as the statement where the database is
    /// behind a network.
    /// - Throws: what `body` throws, or ``DatabaseError``: `invalidStatement` for a second statement.
    func query<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value

    /// Brings the schema up to date: runs those of `migrations` that were not run before, in order, each in a
    /// transaction together with its record.
    /// - Throws: ``DatabaseError`` with the code `migrationMismatch` where the database has seen a migration that
    ///   is not in the list, or one of another name under the same number.
    func migrate(_ migrations: [Migration]) async throws

    /// Number and name of the migrations that were run, in order; none where the schema is empty or none of ours.
    func recordedMigrations() async throws -> [(number: Int, name: String)]

    /// Waits for the work under way, refuses any more with the code `closed`, and closes the connections.
    func close() async
}

/// The connection that a closure given to ``Database`` works on. It must not leave the closure.
public protocol DatabaseConnection {
    /// Runs a statement and returns the number of rows that it inserted, updated or deleted.
    @discardableResult
    func execute(_ sql: String, _ parameters: [any DatabaseParameter]) throws(DatabaseError) -> Int

    /// Runs statements in their order and returns, for each, the number of rows that it inserted, updated or deleted.
    ///
    /// None of them can depend on what another one returned, so that an engine behind a network may send them all
    /// before it waits. The first one that fails ends the transaction, as it would alone.
    @discardableResult
    func execute(_ statements: [DatabaseStatement]) throws(DatabaseError) -> [Int]

    /// Runs a statement and hands each row of its answer to `body`, in order.
    func forEachRow(
        _ sql: String, _ parameters: [any DatabaseParameter], _ body: (inout RowReader) throws -> Void
    ) throws
}

extension DatabaseConnection {
    @discardableResult
    public func execute(_ sql: String, _ parameters: any DatabaseParameter...) throws(DatabaseError) -> Int {
        try execute(sql, parameters)
    }

    /// The answer's rows, each made into a value by `read`.
    public func rows<Value>(
        _ sql: String, _ parameters: any DatabaseParameter..., read: (inout RowReader) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try forEachRow(sql, parameters) { row in values.append(try read(&row)) }
        return values
    }

    /// The answer's first row, made into a value by `read`; `nil` where there is none.
    public func firstRow<Value>(
        _ sql: String, _ parameters: any DatabaseParameter..., read: (inout RowReader) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try forEachRow(sql, parameters) { row in
            if value == nil { value = try read(&row) }
        }
        return value
    }
}
