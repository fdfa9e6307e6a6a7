import Database
import Testing

@Suite struct DatabaseErrorTests {
    @Test(arguments: [DatabaseError.Code.conflict, .unavailable, .timeout, .storage])
    func `work that met a passing trouble may be tried again`(code: DatabaseError.Code) {
        #expect(DatabaseError(code, "").isRetryable)
    }

    @Test(arguments: [
        DatabaseError.Code.uniqueViolation, .constraintViolation, .invalidStatement, .unexpectedType, .readOnly,
        .corrupt, .commitUnknown, .closed, .migrationMismatch, .accessDenied, .databaseMissing, .invalidConfiguration,
        .other,
    ])
    func `other work is not tried again, least of all after a commit of unknown outcome`(code: DatabaseError.Code) {
        #expect(!DatabaseError(code, "").isRetryable)
    }

    @Test func `the description shows code, message and statement`() {
        let error = DatabaseError(.invalidStatement, "no such table: t", sql: "SELECT 1 FROM t")
        #expect("\(error)" == "database: invalidStatement: no such table: t in «SELECT 1 FROM t»")
        #expect("\(DatabaseError(.closed, "the database is closed"))" == "database: closed: the database is closed")
    }
}
