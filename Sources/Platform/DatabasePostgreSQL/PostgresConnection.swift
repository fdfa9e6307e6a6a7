import CPostgreSQL
import Database
import Logging

/// A connection with its prepared statements. It is used on one thread.
final class PostgresConnection: DatabaseConnection {
    private let notices: NoticeLog
    let pipeline: Pipeline
    let patience: Duration
    var cache = StatementCache()
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
            // A query stands in no transaction that would say so.
            try pipeline.queueUnprepared("SET default_transaction_read_only = on")
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

    @discardableResult
    func execute(_ statements: [DatabaseStatement]) throws(DatabaseError) -> [Int] {
        try run(statements.map { ($0.sql, $0.parameters) }).map(\.changeCount)
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
        let answers = try run([(sql, parameters)])
        guard let answer = answers.first else { throw DatabaseError(.other, "there is no answer", sql: sql) }
        return answer
    }

    /// Runs statements in one round trip, and returns as many answers.
    private func run(
        _ statements: [(sql: String, parameters: [any DatabaseParameter])]
    ) throws(DatabaseError) -> [Answer] {
        if let failure {
            throw DatabaseError(
                .invalidStatement, "the transaction was ended by an earlier error: \(failure.message)",
                sql: statements.first?.sql, cause: failure)
        }
        do throws(DatabaseError) {
            return try answers(to: bound(statements))
        } catch {
            failure = error
            throw error
        }
    }

    private func answers(to statements: [BoundStatement]) throws(DatabaseError) -> [Answer] {
        guard !statements.isEmpty else { return [] }
        let isFirst = !transaction.hasBegun
        let reply: Reply
        do throws(ConnectionLost) {
            reply = try exchange(statements)
        } catch {
            isLostFromTheStart = isFirst
            throw DatabaseError(.unavailable, "the connection was lost: \(error.message)", sql: statements[0].sql)
        }
        // A statement that is new has two answers, of which the first is to its preparation.
        var answers: [Answer] = []
        var next = 0
        for statement in statements {
            if statement.isNew {
                guard next < reply.wanted.count, reply.wanted[next].status == PGRES_COMMAND_OK else {
                    throw failure(of: reply, in: statement)
                }
                cache.add(statement.prepared, for: statement.sql)
                next += 1
            }
            guard next < reply.wanted.count, reply.wanted[next].isSuccess else {
                throw failure(of: reply, in: statement)
            }
            answers.append(reply.wanted[next])
            next += 1
        }
        if let error = reply.error { throw DatabaseError(error, sql: statements[0].sql) }
        guard pipeline.isInTransaction || transaction.purpose == .query else {
            throw Self.endedTransaction(statements[statements.count - 1].sql)
        }
        return answers
    }

    private func failure(of reply: Reply, in statement: BoundStatement) -> DatabaseError {
        reply.error.map { DatabaseError($0, sql: statement.sql) } ?? Self.endedTransaction(statement.sql)
    }

    private static func endedTransaction(_ sql: String) -> DatabaseError {
        DatabaseError(.invalidStatement, "the statement ended the transaction", sql: sql)
    }

    private func exchange(_ statements: [BoundStatement]) throws(ConnectionLost) -> Reply {
        try beginIfNeeded()
        for statement in statements {
            if statement.isNew {
                if let name = cache.makeRoom() { try pipeline.queueUnprepared("DEALLOCATE \(name)") }
                try pipeline.queuePreparation(
                    of: Dialect.translated(statement.sql), as: statement.prepared.name, types: statement.prepared.types)
            }
            try pipeline.queueExecution(of: statement.prepared.name, statement.parameters)
        }
        return try pipeline.exchange()
    }

    private func beginIfNeeded() throws(ConnectionLost) {
        guard !transaction.hasBegun else { return }
        if let begin = transaction.purpose.begin { try pipeline.queue(begin.rawValue) }
        if transaction.purpose == .migration { try pipeline.queueUnprepared("SET LOCAL statement_timeout = 0") }
        transaction.hasBegun = true
    }
}
