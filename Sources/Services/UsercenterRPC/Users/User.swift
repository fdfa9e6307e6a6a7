import Database
import ServiceKit

/// A user, as others may be shown them; the mobile number is for the user alone.
struct User: Sendable, Hashable {
    var id: UserID
    var mobile: String
    var nickname: String
    /// 0 male, 1 female.
    var sex: Int64
    /// Image URL.
    var avatar: String
    var info: String
}

extension User {
    /// What ``init(row:)`` reads, in its order.
    static let columns = "id, mobile, nickname, sex, avatar, info"

    init(row: inout RowReader) throws(DatabaseError) {
        self = try User(
            id: row.next(), mobile: row.next(), nickname: row.next(), sex: row.next(), avatar: row.next(),
            info: row.next())
    }
}

/// One of the ways in which a user signs in.
struct UserAuth: Sendable, Hashable {
    var id: Int64
    var userID: UserID
    var kind: String
    var key: String
}

extension UserAuth {
    /// What ``init(row:)`` reads, in its order.
    static let columns = "id, user_id, auth_type, auth_key"

    init(row: inout RowReader) throws(DatabaseError) {
        self = try UserAuth(id: row.next(), userID: row.next(), kind: row.next(), key: row.next())
    }
}
