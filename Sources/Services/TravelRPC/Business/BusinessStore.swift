import Database

/// The businesses in the database.
struct BusinessStore: Sendable {
    let database: any Database

    /// One business; `nil` where there is none.
    func business(_ id: Int64) async throws -> Business? {
        try await database.query { connection in
            try connection.firstRow(Self.byID, id) { row in try Business(row: &row) }
        }
    }

    /// Businesses, newest first.
    func newest(_ page: DescendingPage) async throws -> [Business] {
        try await database.query { connection in
            try connection.rows(Self.newest, page.bound, page.size) { row in try Business(row: &row) }
        }
    }

    /// The best businesses, by rank.
    func best(limit: Int64) async throws -> [Business] {
        try await database.query { connection in
            try connection.rows(Self.best, limit) { row in try Business(row: &row) }
        }
    }
}

extension BusinessStore {
    static let byID = "SELECT \(Business.columns) FROM homestay_business WHERE id = $1"

    static let newest =
        "SELECT \(Business.columns) FROM homestay_business WHERE id < $1 ORDER BY id DESC LIMIT $2"

    static let best =
        "SELECT \(Business.columns) FROM homestay_business WHERE best_rank > 0 ORDER BY best_rank, id LIMIT $1"
}
