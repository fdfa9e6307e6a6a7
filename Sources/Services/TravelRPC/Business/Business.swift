import Database

/// Who lets homestays: a host's business.
struct Business: Sendable, Hashable {
    var id: Int64
    var hostID: Int64
    var title: String
    var info: String
    /// Comma-separated.
    var tags: String
    /// Image URL.
    var cover: String
    /// Image URL.
    var headerImage: String
    /// 0 to 5.
    var star: Double
    /// The place among the best, from 1; 0 where it is not among them.
    var rank: Int64
    /// Nights sold in the last month.
    var soldLastMonth: Int64
    /// What a person spends on average, in fen.
    var spendPerPerson: Int64
}

extension Business {
    /// What ``init(row:)`` reads, in its order.
    static let columns =
        "id, user_id, title, info, tags, cover, header_img, star, best_rank, sell_month, person_consume"

    init(row: inout RowReader) throws(DatabaseError) {
        self = try Business(
            id: row.next(), hostID: row.next(), title: row.next(), info: row.next(), tags: row.next(),
            cover: row.next(), headerImage: row.next(), star: row.next(), rank: row.next(),
            soldLastMonth: row.next(), spendPerPerson: row.next())
    }
}
