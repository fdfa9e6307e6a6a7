/// What a PostgreSQL server said of an error: the cause of a `DatabaseError`.
public struct PostgresError: Error, Sendable, Hashable {
    /// PostgreSQL's five-character code, `23505` for example.
    public let sqlState: String
    public let message: String
    /// More of the same, which may hold values of the rows concerned.
    public let detail: String?
    /// The rule that refuses a row, where it is one.
    public let constraint: String?

    public init(sqlState: String, message: String, detail: String? = nil, constraint: String? = nil) {
        self.sqlState = sqlState
        self.message = message
        self.detail = detail
        self.constraint = constraint
    }
}

extension PostgresError {
    /// Another transaction was in the way, and the server undid this one: it can be run again as it is.
    var isTransient: Bool { ["40001", "40P01"].contains(sqlState) || isAboutPreparedStatement }

    /// The server no longer has a statement that we prepared, or its columns have changed since.
    var isAboutPreparedStatement: Bool {
        sqlState == "26000" || (sqlState == "0A000" && message.contains("cached plan"))
    }
}
