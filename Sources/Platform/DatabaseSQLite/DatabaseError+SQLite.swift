import Database
import GRDBSQLite

extension DatabaseError {
    /// - Parameter resultCode: SQLite's extended result code; its low byte is the primary code.
    init(resultCode: CInt, message: String, sql: String? = nil) {
        let code: Code =
            switch (resultCode & 0xFF, resultCode >> 8) {
            // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_ROWID
            case (SQLITE_CONSTRAINT, 6), (SQLITE_CONSTRAINT, 8), (SQLITE_CONSTRAINT, 10): .uniqueViolation
            case (SQLITE_CONSTRAINT, _): .constraintViolation
            case (SQLITE_BUSY, _), (SQLITE_LOCKED, _), (SQLITE_PROTOCOL, _): .conflict
            // The extended codes of READONLY speak of the file, not of the connection.
            case (SQLITE_READONLY, 0): .readOnly
            case (SQLITE_READONLY, _): .storage
            case (SQLITE_FULL, _), (SQLITE_IOERR, _), (SQLITE_CANTOPEN, _), (SQLITE_PERM, _): .storage
            case (SQLITE_CORRUPT, _), (SQLITE_NOTADB, _): .corrupt
            case (SQLITE_ERROR, _), (SQLITE_RANGE, _), (SQLITE_MISMATCH, _), (SQLITE_TOOBIG, _), (SQLITE_MISUSE, _):
                .invalidStatement
            default: .other
            }
        self.init(code, message, sql: sql)
    }
}
