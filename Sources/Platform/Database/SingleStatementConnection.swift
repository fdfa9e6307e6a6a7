/// A connection that runs one statement, for engines to hand to the closure of a ``Database/query(_:)``.
public final class SingleStatementConnection: DatabaseConnection {
    private let connection: any DatabaseConnection
    private var isUsed = false

    /// - Parameter connection: what runs the statement.
    public init(_ connection: any DatabaseConnection) {
        self.connection = connection
    }

    public func execute(_ sql: String, _ parameters: [any DatabaseParameter]) throws(DatabaseError) -> Int {
        try use(sql)
        return try connection.execute(sql, parameters)
    }

    public func execute(_ statements: [DatabaseStatement]) throws(DatabaseError) -> [Int] {
        for statement in statements { try use(statement.sql) }
        return try connection.execute(statements)
    }

    public func forEachRow(
        _ sql: String, _ parameters: [any DatabaseParameter], _ body: (inout RowReader) throws -> Void
    ) throws {
        try use(sql)
        try connection.forEachRow(sql, parameters, body)
    }

    private func use(_ sql: String) throws(DatabaseError) {
        guard !isUsed else {
            throw DatabaseError(.invalidStatement, "a query is one statement, and this is another", sql: sql)
        }
        isUsed = true
    }
}
