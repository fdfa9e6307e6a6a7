import Database
import DatabaseSQLite

extension SQLiteDatabase {
    /// How many rows a table has.
    func count(_ table: String) async throws -> Int {
        try await numbers("SELECT COUNT(*) FROM \(table)").first ?? 0
    }

    /// The numbers that a query selects, one a row.
    func numbers(_ sql: String, _ parameters: any DatabaseParameter...) async throws -> [Int] {
        try await read { connection in
            var numbers: [Int] = []
            try connection.forEachRow(sql, parameters) { row in numbers.append(try row.next()) }
            return numbers
        }
    }

    /// The texts that a query selects, one a row.
    func texts(_ sql: String, _ parameters: any DatabaseParameter...) async throws -> [String] {
        try await read { connection in
            var texts: [String] = []
            try connection.forEachRow(sql, parameters) { row in texts.append(try row.next()) }
            return texts
        }
    }
}
