import Database
import ServiceKit

/// Writes the sample catalogue, all of it or nothing.
///
/// A business is known by its title and a homestay by its title within the business; what is there already stays as it
/// is. Ids come from the database, so that its sequences know of them.
struct CatalogueSeed: Sendable {
    let hosts: [Int64]

    /// - Throws: `ServiceError` where there is no host.
    init(hosts: [Int64]) throws(ServiceError) {
        guard !hosts.isEmpty else {
            throw ServiceError(.parameter, "hosts must name at least one user")
        }
        self.hosts = hosts
    }

    /// - Returns: how many homestays were added.
    func write(to database: any Database) async throws -> Int {
        try await database.write { connection in
            var added = 0
            var isChanged = false
            for (index, business) in SampleBusiness.all.enumerated() {
                let owner = try insert(business, hostedBy: host(index), connection)
                isChanged = isChanged || owner.isNew
                for homestay in business.homestays {
                    guard let id = try insert(homestay, of: owner, connection) else { continue }
                    added += 1
                    if let comment = homestay.comment {
                        // Hosts travel too: the comment is the next host's.
                        try insert(comment, on: id, by: host(index + 1), connection)
                    }
                }
            }
            if isChanged || added > 0 { try CatalogueRevision(connection).advance() }
            return added
        }
    }

    private func host(_ index: Int) -> Int64 { hosts[index % hosts.count] }

    /// A business in the database, which may have been there already.
    private struct Owner {
        let id: Int64
        let host: Int64
        let isNew: Bool
    }

    private func insert(
        _ business: SampleBusiness, hostedBy host: Int64, _ connection: any DatabaseConnection
    ) throws -> Owner {
        let inserted = try connection.execute(
            """
            INSERT INTO homestay_business
                (user_id, title, info, tags, cover, header_img, star, best_rank, sell_month, person_consume)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (title) DO NOTHING
            """,
            host, business.title, business.info, business.tags, "\(business.imageFolder)/cover.jpg",
            "\(business.imageFolder)/header.jpg", business.star, business.rank, business.soldLastMonth,
            business.spendPerPerson)
        let owner = try connection.firstRow(
            "SELECT id, user_id FROM homestay_business WHERE title = $1", business.title
        ) { row in Owner(id: try row.next(), host: try row.next(), isNew: inserted == 1) }
        guard let owner else {
            throw ServiceError(.database, "the business \(business.title) was not stored")
        }
        return owner
    }

    /// - Returns: the homestay's id; `nil` where it was there already.
    private func insert(
        _ homestay: SampleHomestay, of business: Owner, _ connection: any DatabaseConnection
    ) throws -> Int64? {
        try connection.firstRow(
            """
            INSERT INTO homestay
                (homestay_business_id, user_id, title, sub_title, banner, info, people_num, row_state, row_type,
                 food_info, food_price, homestay_price, market_homestay_price)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (homestay_business_id, title) DO NOTHING RETURNING id
            """,
            business.id, business.host, homestay.title, homestay.place, homestay.banner, homestay.info,
            homestay.capacity, homestay.isOnSale, homestay.isSoldByPerson, homestay.food?.info ?? "",
            homestay.food?.price ?? 0, homestay.price, homestay.marketPrice
        ) { row in try row.next() as Int64 }
    }

    private func insert(
        _ comment: SampleComment, on homestay: Int64, by author: Int64, _ connection: any DatabaseConnection
    ) throws {
        try connection.execute(
            "INSERT INTO homestay_comment (homestay_id, user_id, content, star) VALUES ($1, $2, $3, $4)",
            homestay, author, comment.content, comment.star)
    }
}
