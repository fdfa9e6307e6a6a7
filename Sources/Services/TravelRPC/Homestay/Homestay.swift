import Database

/// A place to stay, as it stands in the catalogue. Prices in fen.
struct Homestay: Sendable, Hashable {
    var id: Int64
    var businessID: Int64
    var hostID: Int64
    var title: String
    var subTitle: String
    /// Image URLs, comma-separated; the first is the cover.
    var banner: String
    var info: String
    var capacity: Int64
    /// 0 off the shelf, 1 on sale.
    var state: Int64
    /// 0 sold by room, 1 sold by person.
    var type: Int64
    var foodInfo: String
    /// Per person and night.
    var foodPrice: Int64
    /// Per night.
    var price: Int64
    /// Per night, the list price.
    var marketPrice: Int64
}

extension Homestay {
    /// What ``init(row:)`` reads, in its order.
    static let columns = """
        id, homestay_business_id, user_id, title, sub_title, banner, info, people_num, row_state, row_type, \
        food_info, food_price, homestay_price, market_homestay_price
        """

    init(row: inout RowReader) throws(DatabaseError) {
        self = try Homestay(
            id: row.next(), businessID: row.next(), hostID: row.next(), title: row.next(), subTitle: row.next(),
            banner: row.next(), info: row.next(), capacity: row.next(), state: row.next(), type: row.next(),
            foodInfo: row.next(), foodPrice: row.next(), price: row.next(), marketPrice: row.next())
    }
}
