/// A statement and its parameters, to be run together with others by ``DatabaseConnection/execute(_:)``.
public struct DatabaseStatement: Sendable {
    public let sql: String
    /// What stands for `$1`, `$2`, … in it.
    public let parameters: [any DatabaseParameter]

    public init(_ sql: String, _ parameters: any DatabaseParameter...) {
        self.sql = sql
        self.parameters = parameters
    }
}

extension DatabaseConnection {
    /// Runs them one after the other.
    @discardableResult
    public func execute(_ statements: [DatabaseStatement]) throws(DatabaseError) -> [Int] {
        var counts: [Int] = []
        counts.reserveCapacity(statements.count)
        for statement in statements { counts.append(try execute(statement.sql, statement.parameters)) }
        return counts
    }
}
