import Database
import struct Database.DatabaseError
import GRDB
import GRDBSQLite

/// A connection with its prepared statements. It is used on one thread.
///
/// GRDB opens connections and prepares statements; binding and stepping go to SQLite directly, because they are what
/// each request pays for.
final class SQLiteConnection: DatabaseConnection {
    private let database: GRDB.Database
    let handle: OpaquePointer?
    private var statements: [String: PreparedStatement] = [:]
    /// By ``TransactionControl/rawValue``, so that each job's savepoint costs no look-up by text.
    private var controls: [PreparedStatement?] = Array(repeating: nil, count: TransactionControl.allCases.count)
    /// The first error of a statement in the job being run.
    private var failure: DatabaseError?

    init(_ database: GRDB.Database) {
        self.database = database
        handle = database.sqliteConnection
    }

    /// Whether a transaction is open. SQLite ends it by itself when the disk is full, for example.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Runs the body of a job.
    ///
    /// As in PostgreSQL, an error of a statement ends the job's work: it refuses all further statements, and it fails
    /// also where its body returned as though nothing had happened.
    func perform<Value>(_ body: (any DatabaseConnection) throws -> Value) throws -> Value {
        defer { failure = nil }
        let value = try body(self)
        if let failure { throw failure }
        return value
    }

    @discardableResult
    func execute(_ sql: String, _ parameters: [any DatabaseParameter]) throws(DatabaseError) -> Int {
        let statement = try start(sql, parameters)
        defer { statement.reset() }
        let changesBefore = sqlite3_total_changes64(handle)
        while try step(statement) {}
        // The total counts what triggers and foreign keys did besides. The statement's own count is right, but it
        // stays that of an earlier statement where this one is not of those that change rows.
        return sqlite3_total_changes64(handle) == changesBefore ? 0 : Int(sqlite3_changes64(handle))
    }

    func forEachRow(
        _ sql: String, _ parameters: [any DatabaseParameter], _ body: (inout RowReader) throws -> Void
    ) throws {
        let statement = try start(sql, parameters)
        defer { statement.reset() }
        while try step(statement) {
            var row = RowReader(statement)
            try body(&row)
        }
    }

    /// Begins or ends a transaction.
    func control(_ control: TransactionControl) throws(DatabaseError) {
        let statement: PreparedStatement
        if let known = controls[control.rawValue] {
            statement = known
        } else {
            statement = try prepare(control.sql)
            controls[control.rawValue] = statement
        }
        defer { statement.reset() }
        while try statement.step() {}
    }

    private func start(
        _ sql: String, _ parameters: [any DatabaseParameter]
    ) throws(DatabaseError) -> PreparedStatement {
        if let failure {
            throw DatabaseError(
                .invalidStatement, "the transaction was ended by an earlier error: \(failure.message)", sql: sql,
                cause: failure)
        }
        do throws(DatabaseError) {
            let statement = try prepared(sql)
            do throws(DatabaseError) {
                try statement.bind(parameters)
            } catch {
                statement.reset()
                throw error
            }
            return statement
        } catch {
            failure = error
            throw error
        }
    }

    private func step(_ statement: PreparedStatement) throws(DatabaseError) -> Bool {
        do throws(DatabaseError) {
            return try statement.step()
        } catch {
            failure = error
            throw error
        }
    }

    private func prepared(_ sql: String) throws(DatabaseError) -> PreparedStatement {
        // One that is being read from cannot serve a second time; SQL that reads rows while it reads rows is rare.
        if let statement = statements[sql] { return statement.isBusy ? try prepare(sql) : statement }
        guard !TransactionStatements.contain(sql) else {
            throw DatabaseError(.invalidStatement, "transactions begin and end with the closure alone", sql: sql)
        }
        let statement = try prepare(sql)
        // SQL comes from source code, so there is little of it; should a caller put values into it, memory is bounded.
        if statements.count == Self.maximumStatements { statements.removeAll() }
        statements[sql] = statement
        return statement
    }

    private static let maximumStatements = 500

    private func prepare(_ sql: String) throws(DatabaseError) -> PreparedStatement {
        do {
            let translated = PositionalParameters.numbered(Dialect.translated(sql))
            return PreparedStatement(try database.makeStatement(sql: translated), sql: sql)
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError(
                resultCode: error.extendedResultCode.rawValue, message: error.message ?? "cannot be prepared", sql: sql)
        } catch {
            throw DatabaseError(.invalidStatement, "\(error)", sql: sql)
        }
    }
}
