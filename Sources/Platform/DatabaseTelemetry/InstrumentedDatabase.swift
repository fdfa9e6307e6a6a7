public import Database
public import protocol Database.Database
public import Logging
import Resilience
import ServiceContextModule
import Tracing

/// A ``Database`` of any engine whose work is measured: go-zero's `sql_client_…` metrics, spans, slow statements.
///
///     let orders = InstrumentedDatabase(database, DatabaseIdentity(system: "sqlite", name: "orders"), logger: logger)
///
/// - Durations and errors are counted by command: `exec` and `query` for statements, `transact` and `snapshot` for whole
///   transactions that write and that only read.
/// - Work that belongs to a trace has a span for each transaction and one below it for each statement, with its SQL, in
///   which parameters are `$1`, `$2`, …. Work that belongs to none has no span, so that a poll makes no trace.
/// - A statement that took long is logged as slow, with its SQL and the caller's trace.
public struct InstrumentedDatabase: Database {
    private let database: any Database
    private let recorder: SQLRecorder

    public init(
        _ database: any Database, _ identity: DatabaseIdentity,
        _ options: DatabaseTelemetryOptions = DatabaseTelemetryOptions(), logger: Logger
    ) {
        self.database = database
        recorder = SQLRecorder(identity, options, logger: logger)
    }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await transaction(.transact, body) { try await database.write($0) }
    }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        try await transaction(.snapshot, body) { try await database.read($0) }
    }

    public func query<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        let recorder = recorder
        let caller = recorder.callersContext
        let span = recorder.span("query", in: recorder.scope(of: caller))
        guard span != nil || recorder.timesStatements else { return try await database.query(body) }
        return try await noted(.query, span) {
            try await database.query { connection in
                try body(InstrumentedQuery(connection: connection, recorder: recorder, span: span, caller: caller))
            }
        }
    }

    public func migrate(_ migrations: [Migration]) async throws {
        try await database.migrate(migrations)
    }

    public func recordedMigrations() async throws -> [(number: Int, name: String)] {
        try await database.recordedMigrations()
    }

    public func close() async {
        await database.close()
    }

    private func transaction<Value: Sendable>(
        _ command: SQLCommand, _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value,
        run: (@escaping @Sendable (any DatabaseConnection) throws -> Value) async throws -> Value
    ) async throws -> Value {
        let recorder = recorder
        // Taken here: the closure runs on a thread that is nobody's task.
        let caller = recorder.callersContext
        var scope = recorder.scope(of: caller)
        let span = recorder.span(command.label, in: scope)
        guard span != nil || recorder.timesStatements else { return try await run(body) }
        if let span { scope?.context = span.context } else { scope = nil }
        return try await noted(command, span) {
            try await run { [scope] connection in
                try body(
                    InstrumentedConnection(connection: connection, recorder: recorder, scope: scope, caller: caller))
            }
        }
    }

    private func noted<Value: Sendable>(
        _ command: SQLCommand, _ span: (any Span)?, _ work: () async throws -> Value
    ) async throws -> Value {
        let start = MonotonicTime.now
        do {
            let value = try await work()
            recorder.end(command, since: start, span)
            return value
        } catch {
            recorder.end(command, since: start, span, error)
            throw error
        }
    }
}
