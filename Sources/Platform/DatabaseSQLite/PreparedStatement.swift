import Database
import struct Database.DatabaseError
import GRDB
import GRDBSQLite

/// A prepared statement, and the row on which it stands.
final class PreparedStatement: RowStorage {
    private let statement: GRDB.Statement
    private let handle: SQLiteStatement
    private let sql: String
    private let parameterCount: Int
    /// Whether it is being executed now.
    private(set) var isBusy = false

    init(_ statement: GRDB.Statement, sql: String) {
        self.statement = statement
        self.sql = sql
        handle = statement.sqliteStatement
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
    }

    /// The columns of the row on which it stands. A change of the schema can change it for `SELECT *`.
    var columnCount: Int { Int(sqlite3_data_count(handle)) }

    func bind(_ parameters: [any DatabaseParameter]) throws(DatabaseError) {
        isBusy = true
        guard parameters.count == parameterCount else {
            throw DatabaseError(
                .invalidStatement, "\(parameterCount) parameters are needed, \(parameters.count) are given", sql: sql)
        }
        for (index, parameter) in parameters.enumerated() {
            let position = CInt(index + 1)
            let result =
                switch parameter.databaseValue {
                case .null: sqlite3_bind_null(handle, position)
                case .integer(let number): sqlite3_bind_int64(handle, position, number)
                // SQLite would silently make it null.
                case .real(let number) where number.isNaN: throw notANumber(position)
                case .real(let number): sqlite3_bind_double(handle, position, number)
                case .text(let text): bind(text, at: position)
                case .bytes(let bytes):
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(handle, position, 0)
                        : sqlite3_bind_blob64(handle, position, bytes, UInt64(bytes.count), copyBytes)
                }
            guard result == SQLITE_OK else { throw error() }
        }
    }

    private func bind(_ text: String, at position: CInt) -> CInt {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                // A null pointer would bind null, and that of an empty string may be null.
                guard let start = characters.baseAddress, !characters.isEmpty else {
                    return sqlite3_bind_text(handle, position, "", 0, copyBytes)
                }
                return sqlite3_bind_text64(
                    handle, position, start, UInt64(characters.count), copyBytes, UInt8(SQLITE_UTF8))
            }
        }
    }

    /// Moves to the next row; `false` after the last.
    func step() throws(DatabaseError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw error()
        }
    }

    func reset() {
        // The result repeats the error of the last step, which was thrown by then.
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        isBusy = false
    }

    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(handle, CInt(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) throws(DatabaseError) -> Int64 {
        guard sqlite3_column_type(handle, CInt(column)) == SQLITE_INTEGER else {
            throw unexpected(column, "an integer")
        }
        return sqlite3_column_int64(handle, CInt(column))
    }

    func real(_ column: Int) throws(DatabaseError) -> Double {
        // SQLite stores a whole number in a column of reals as an integer.
        let type = sqlite3_column_type(handle, CInt(column))
        guard type == SQLITE_FLOAT || type == SQLITE_INTEGER else { throw unexpected(column, "a real number") }
        return sqlite3_column_double(handle, CInt(column))
    }

    func text(_ column: Int) throws(DatabaseError) -> String {
        guard sqlite3_column_type(handle, CInt(column)) == SQLITE_TEXT else { throw unexpected(column, "text") }
        guard let start = sqlite3_column_text(handle, CInt(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, CInt(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func bytes(_ column: Int) throws(DatabaseError) -> [UInt8] {
        guard sqlite3_column_type(handle, CInt(column)) == SQLITE_BLOB else { throw unexpected(column, "bytes") }
        guard let start = sqlite3_column_blob(handle, CInt(column)) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, CInt(column)))))
    }

    private func unexpected(_ column: Int, _ wanted: String) -> DatabaseError {
        let name = sqlite3_column_name(handle, CInt(column)).map { String(cString: $0) } ?? "?"
        let found =
            switch sqlite3_column_type(handle, CInt(column)) {
            case SQLITE_NULL: "null"
            case SQLITE_INTEGER: "an integer"
            case SQLITE_FLOAT: "a real number"
            case SQLITE_TEXT: "text"
            default: "bytes"
            }
        return DatabaseError(.unexpectedType, "column \(column) (\(name)) holds \(found), not \(wanted)", sql: sql)
    }

    private func notANumber(_ position: CInt) -> DatabaseError {
        DatabaseError(.invalidStatement, "parameter $\(position) is not a number, which cannot be stored", sql: sql)
    }

    /// What the last call on the connection reported.
    private func error() -> DatabaseError {
        let connection = sqlite3_db_handle(handle)
        return DatabaseError(
            resultCode: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
            sql: sql)
    }
}

/// Tells SQLite to copy what is bound, since it must outlive the call.
private nonisolated(unsafe) let copyBytes = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
