import Database

/// What a guest says of a homestay.
struct Comment: Sendable, Hashable {
    var id: Int64
    var homestayID: Int64
    var authorID: Int64
    var content: String
    /// 0 to 5.
    var star: Double
}

extension Comment {
    /// What ``init(row:)`` reads, in its order.
    static let columns = "id, homestay_id, user_id, content, star"

    init(row: inout RowReader) throws(DatabaseError) {
        self = try Comment(
            id: row.next(), homestayID: row.next(), authorID: row.next(), content: row.next(), star: row.next())
    }
}
