import Database

/// The homestays in the database.
struct HomestayStore: Sendable {
    let database: any Database

    /// One homestay, on sale or not; `nil` where there is none.
    func homestay(_ id: Int64) async throws -> Homestay? {
        try await database.query { connection in
            try connection.firstRow(Self.byID, id) { row in try Homestay(row: &row) }
        }
    }

    /// The number of the state that the catalogue is in.
    func revision() async throws -> Int64 {
        try await database.query { try CatalogueRevision($0).current() }
    }

    /// Homestays on sale, newest first.
    func onSale(_ page: NumberedPage) async throws -> [Homestay] {
        try await database.query { connection in
            try connection.rows(Self.onSale, page.size, page.offset) { row in try Homestay(row: &row) }
        }
    }

    /// One business's homestays on sale, newest first.
    func onSale(ofBusiness business: Int64, _ page: DescendingPage) async throws -> [Homestay] {
        try await database.query { connection in
            try connection.rows(Self.onSaleOfBusiness, business, page.bound, page.size) { row in
                try Homestay(row: &row)
            }
        }
    }

    /// Homestays on sale, those furthest below their list price first.
    func largestSavings(limit: Int64) async throws -> [Homestay] {
        try await database.query { connection in
            try connection.rows(Self.largestSavings, limit) { row in try Homestay(row: &row) }
        }
    }
}

extension HomestayStore {
    static let byID = "SELECT \(Homestay.columns) FROM homestay WHERE id = $1"

    static let onSale = """
        SELECT \(Homestay.columns) FROM homestay WHERE row_state = 1 ORDER BY id DESC LIMIT $1 OFFSET $2
        """

    static let onSaleOfBusiness = """
        SELECT \(Homestay.columns) FROM homestay
        WHERE homestay_business_id = $1 AND row_state = 1 AND id < $2 ORDER BY id DESC LIMIT $3
        """

    static let largestSavings = """
        SELECT \(Homestay.columns) FROM homestay WHERE row_state = 1
        ORDER BY (market_homestay_price - homestay_price) DESC, id DESC LIMIT $1
        """
}
