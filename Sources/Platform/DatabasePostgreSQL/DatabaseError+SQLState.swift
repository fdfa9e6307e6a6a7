import Database

extension DatabaseError {
    /// - Parameter sql: the statement that failed, where it was one.
    init(_ error: PostgresError, sql: String? = nil) {
        self.init(error.isTransient ? .conflict : Code(sqlState: error.sqlState), error.message, sql: sql, cause: error)
    }
}

extension DatabaseError.Code {
    /// By the codes of PostgreSQL's appendix A; the first two characters are a code's class.
    init(sqlState: String) {
        self = Self.exact[sqlState] ?? Self.classes[String(sqlState.prefix(2))] ?? .other
    }

    private static let exact: [String: DatabaseError.Code] = [
        "23505": .uniqueViolation,
        "40001": .conflict,
        "40P01": .conflict,
        "55P03": .conflict,
        "25006": .readOnly,
        "53100": .storage,
        "58030": .storage,
        "57014": .timeout,
        "3D000": .databaseMissing,
        "42501": .accessDenied,
        // The server did not understand what we sent.
        "08P01": .invalidStatement,
        // A transaction that waited too long for its next statement was ended together with its connection.
        "25P03": .unavailable,
        "XX001": .corrupt,
        "XX002": .corrupt,
    ]

    private static let classes: [String: DatabaseError.Code] = [
        "08": .unavailable,
        "0A": .invalidStatement,
        "21": .invalidStatement,
        "22": .invalidStatement,
        "23": .constraintViolation,
        "25": .invalidStatement,
        "26": .invalidStatement,
        "28": .accessDenied,
        "42": .invalidStatement,
        "44": .constraintViolation,
        "53": .unavailable,
        "54": .invalidStatement,
        "57": .unavailable,
        "58": .storage,
    ]
}
