import Database
import Synchronization

/// A database that counts what is asked of it.
final class CountingDatabase: Database {
    struct Counts: Sendable, Equatable {
        var reads = 0
        var writes = 0
        var statements = 0
        /// Times that a connection was handed statements and waited for their answers.
        var roundTrips = 0
    }

    private let database: any Database
    private let counter = Counter()

    init(_ database: any Database) {
        self.database = database
    }

    var counts: Counts { counter.counts.withLock { $0 } }

    func reset() {
        counter.counts.withLock { $0 = Counts() }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        counter.counts.withLock { $0.writes += 1 }
        return try await database.write { [counter] in try body(CountingConnection(connection: $0, counter: counter)) }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        counter.counts.withLock { $0.reads += 1 }
        return try await database.read { [counter] in try body(CountingConnection(connection: $0, counter: counter)) }
    }

    func query<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        counter.counts.withLock { $0.reads += 1 }
        return try await database.query { [counter] in try body(CountingConnection(connection: $0, counter: counter)) }
    }

    func migrate(_ migrations: [Migration]) async throws { try await database.migrate(migrations) }

    func recordedMigrations() async throws -> [(number: Int, name: String)] {
        try await database.recordedMigrations()
    }

    func close() async { await database.close() }
}

private final class Counter: Sendable {
    let counts = Mutex(CountingDatabase.Counts())

    func add(statements: Int) {
        counts.withLock { counts in
            counts.statements += statements
            counts.roundTrips += 1
        }
    }
}

private struct CountingConnection: DatabaseConnection {
    let connection: any DatabaseConnection
    let counter: Counter

    func execute(_ sql: String, _ parameters: [any DatabaseParameter]) throws(DatabaseError) -> Int {
        counter.add(statements: 1)
        return try connection.execute(sql, parameters)
    }

    func execute(_ statements: [DatabaseStatement]) throws(DatabaseError) -> [Int] {
        counter.add(statements: statements.count)
        return try connection.execute(statements)
    }

    func forEachRow(
        _ sql: String, _ parameters: [any DatabaseParameter], _ body: (inout RowReader) throws -> Void
    ) throws {
        counter.add(statements: 1)
        try connection.forEachRow(sql, parameters, body)
    }
}
