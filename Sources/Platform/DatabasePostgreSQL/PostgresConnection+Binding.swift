import CPostgreSQL
import Database

extension PostgresConnection {
    /// A statement that is, or is about to be, prepared, and the values for it.
    struct BoundStatement {
        let sql: String
        let prepared: StatementCache.Statement
        /// Whether it must be prepared first.
        let isNew: Bool
        let parameters: ParameterList
    }

    /// Finds or makes the prepared statement for each, once for those that are alike.
    func bound(
        _ statements: [(sql: String, parameters: [any DatabaseParameter])]
    ) throws(DatabaseError) -> [BoundStatement] {
        var bound: [BoundStatement] = []
        bound.reserveCapacity(statements.count)
        for (sql, parameters) in statements {
            let parameters = try ParameterList(parameters, for: sql)
            let sibling = bound.first { $0.isNew && $0.sql == sql && $0.prepared.takes(parameters.types) }
            let known = sibling?.prepared ?? cache.find(sql, parameters.types)
            let prepared: StatementCache.Statement
            if let known { prepared = known } else { prepared = try newStatement(sql, parameters.types) }
            guard prepared.parameterCount == parameters.count else {
                throw DatabaseError(
                    .invalidStatement,
                    "\(prepared.parameterCount) parameters are needed, \(parameters.count) are given", sql: sql)
            }
            bound.append(
                BoundStatement(sql: sql, prepared: prepared, isNew: known == nil, parameters: parameters))
        }
        return bound
    }

    private func newStatement(_ sql: String, _ types: [Oid]) throws(DatabaseError) -> StatementCache.Statement {
        guard !TransactionStatements.contain(sql) else {
            throw DatabaseError(.invalidStatement, "transactions begin and end with the closure alone", sql: sql)
        }
        let count = Placeholders.find(in: sql).map(\.number).max() ?? 0
        return cache.make(sql, types, parameterCount: count)
    }
}
