import CPostgreSQL
import Database
import Logging

/// A connection with its prepared statements. It is used on one thread.
final class PostgresConnection: DatabaseConnection {
    private let notices: NoticeLog
    let pipeline: Pipeline
    let patience: Duration
    private var cache = StatementCache()
    /// What the transaction at hand is for, and whether its beginning was sent.
    var transaction = (purpose: Purpose.read, hasBegun: false)
    /// The first error of a statement in the transaction at hand.
    var failure: DatabaseError?
    /// Whether the connection was lost together with the first statement of the transaction at hand.
    var isLostFromTheStart = false

    /// Connects. It blocks.
    init(_ configuration: PostgresConfiguration, logger: Logger) throws(DatabaseError) {
        let handle = try Connecting.connect(configuration)
        notices = NoticeLog(logger)
        notices.receive(from: handle)
        // The server ends a statement by itself. When it does not even do that, it is gone.
        patience = configuration.statementTimeout + max(.seconds(1), configuration.statementTimeout / 2)
        pipeline = Pipeline(handle, patience: patience)
        let reply: Reply
        do throws(ConnectionLost) {
            for control in TransactionControl.allCases {
                try pipeline.queuePreparation(of: control.sql, as: control.rawValue, types: [])
            }
            reply = try pipeline.exchange()
        } catch {
            throw DatabaseError(.unavailable, "cannot connect to \(configuration.address): \(error.message)")
        }
        if let error = reply.error { throw DatabaseError(error) }
    }

    @discardableResult
    func execute(_ sql: String, _ parameters: [any DatabaseParameter]) throws(DatabaseError) -> Int {
        try run(sql, parameters).changeCount
    }

    func forEachRow(
        _ sql: String, _ parameters: [any DatabaseParameter], _ body: (inout RowReader) throws -> Void
    ) throws {
        let answer = try run(sql, parameters)
        let row = AnswerRow(answer, sql: sql)
        for number in 0..<answer.rowCount {
            row.number = number
            var reader = RowReader(row)
            try body(&reader)
        }
    }

    private func run(_ sql: String, _ parameters: [any DatabaseParameter]) throws(DatabaseError) -> Answer {
        if let failure {
            throw DatabaseError(
                .invalidStatement, "the transaction was ended by an earlier error: \(failure.message)", sql: sql,
                cause: failure)
        }
        do throws(DatabaseError) {
            return try answer(sql, ParameterList(parameters, for: sql))
        } catch {
            failure = error
            throw error
        }
    }

    private func answer(_ sql: String, _ parameters: ParameterList) throws(DatabaseError) -> Answer {
        let known = cache.find(sql, parameters.types)
        let statement: StatementCache.Statement
        if let known { statement = known } else { statement = try newStatement(sql, parameters.types) }
        guard statement.parameterCount == parameters.count else {
            throw DatabaseError(
                .invalidStatement, "\(statement.parameterCount) parameters are needed, \(parameters.count) are given",
                sql: sql)
        }
        let isFirst = !transaction.hasBegun
        let reply: Reply
        do throws(ConnectionLost) {
            reply = try exchange(sql, statement, isKnown: known != nil, parameters)
        } catch {
            isLostFromTheStart = isFirst
            throw DatabaseError(.unavailable, "the connection was lost: \(error.message)", sql: sql)
        }
        if let error = reply.error { throw DatabaseError(error, sql: sql) }
        guard let answer = reply.wanted.last, pipeline.isInTransaction else {
            throw DatabaseError(.invalidStatement, "the statement ended the transaction", sql: sql)
        }
        return answer
    }

    private func newStatement(_ sql: String, _ types: [Oid]) throws(DatabaseError) -> StatementCache.Statement {
        guard !TransactionStatements.contain(sql) else {
            throw DatabaseError(.invalidStatement, "transactions begin and end with the closure alone", sql: sql)
        }
        let count = Placeholders.find(in: sql).map(\.number).max() ?? 0
        return cache.make(sql, types, parameterCount: count)
    }

    private func exchange(
        _ sql: String, _ statement: StatementCache.Statement, isKnown: Bool, _ parameters: ParameterList
    ) throws(ConnectionLost) -> Reply {
        try beginIfNeeded()
        if !isKnown {
            if let name = cache.makeRoom() { try pipeline.queueUnprepared("DEALLOCATE \(name)") }
            try pipeline.queuePreparation(of: Dialect.translated(sql), as: statement.name, types: statement.types)
        }
        try pipeline.queueExecution(of: statement.name, parameters)
        let reply = try pipeline.exchange()
        if !isKnown, reply.wanted.first?.status == PGRES_COMMAND_OK { cache.add(statement, for: sql) }
        return reply
    }

    private func beginIfNeeded() throws(ConnectionLost) {
        guard !transaction.hasBegun else { return }
        try pipeline.queue(transaction.purpose.begin.rawValue)
        if transaction.purpose == .migration { try pipeline.queueUnprepared("SET LOCAL statement_timeout = 0") }
        transaction.hasBegun = true
    }
}
