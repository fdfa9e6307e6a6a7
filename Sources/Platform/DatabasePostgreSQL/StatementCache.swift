import CPostgreSQL

/// The statements that one connection has prepared, by their SQL.
struct StatementCache {
    struct Statement {
        let name: String
        let types: [Oid]
        /// How many parameters the SQL has.
        let parameterCount: Int
        fileprivate(set) var lastUse: Int
    }

    /// SQL comes from source code, so there is little of it; should a caller put values into it, the server's memory
    /// is bounded.
    static let capacity = 500

    /// Most often there is one for each SQL. There are more where a parameter was null at first, or is of several types.
    private var statements: [String: [Statement]] = [:]
    private(set) var count = 0
    private var lastName = 0
    private var uses = 0

    /// The statement for parameters of these types, of which 0 fits every one.
    mutating func find(_ sql: String, _ types: [Oid]) -> Statement? {
        guard let index = statements[sql]?.firstIndex(where: { $0.takes(types) }) else { return nil }
        uses += 1
        statements[sql]?[index].lastUse = uses
        return statements[sql]?[index]
    }

    /// A statement to be prepared, that is none of the cache's yet.
    mutating func make(_ sql: String, _ types: [Oid], parameterCount: Int) -> Statement {
        lastName += 1
        let known = statements[sql] ?? []
        // A null has the type that the same parameter had before, so that one statement serves for both.
        let types = types.indices.map { index in
            types[index] != 0 ? types[index] : known.lazy.map { $0.types[index] }.first { $0 != 0 } ?? 0
        }
        return Statement(name: "s\(lastName)", types: types, parameterCount: parameterCount, lastUse: 0)
    }

    /// Adds a statement that was prepared.
    mutating func add(_ statement: Statement, for sql: String) {
        uses += 1
        count += 1
        var statement = statement
        statement.lastUse = uses
        statements[sql, default: []].append(statement)
    }

    /// Removes the statement that was not used for longest, where there is no room for another, and returns its name.
    mutating func makeRoom() -> String? {
        guard count >= Self.capacity else { return nil }
        let oldest = statements.lazy.flatMap { sql, known in known.map { (sql, $0) } }.min {
            $0.1.lastUse < $1.1.lastUse
        }
        guard let (sql, statement) = oldest else { return nil }
        statements[sql]?.removeAll { $0.name == statement.name }
        if statements[sql]?.isEmpty == true { statements[sql] = nil }
        count -= 1
        return statement.name
    }

    mutating func removeAll() {
        statements = [:]
        count = 0
    }
}

extension StatementCache.Statement {
    /// Whether it serves for parameters of these types, of which 0 fits every one.
    func takes(_ given: [Oid]) -> Bool {
        types.count == given.count && zip(types, given).allSatisfy { $1 == 0 || $0 == $1 }
    }
}
