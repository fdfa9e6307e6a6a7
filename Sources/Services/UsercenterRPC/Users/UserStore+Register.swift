import Clocks
import Database
import ServiceKit

/// A user who is about to be registered.
struct NewUser: Sendable {
    var mobile: MobileNumber
    var nickname: String
    var avatar = ""
    var info = ""
    var key: SignInKey
    /// `nil` for a sign-in without a password.
    var passwordHash: PasswordHash?
    var createdAt: Timestamp
}

extension UserStore {
    /// Adds a user together with the way to sign in.
    ///
    /// The unique keys decide between those who register the same number at the same time.
    /// - Returns: the user's id; `nil` where the mobile number or the key is taken, and nothing was added.
    func register(_ user: NewUser) async throws -> UserID? {
        do {
            return try await database.write { connection in try Self.insert(user, connection) }
        } catch is KeyTaken {
            return nil
        }
    }

    /// - Returns: the user's id; `nil` where the mobile number is taken, and nothing was added.
    /// - Throws: ``KeyTaken``, upon which the transaction must be undone.
    static func insert(_ user: NewUser, _ connection: any DatabaseConnection) throws -> UserID? {
        let id = try connection.firstRow(
            """
            INSERT INTO users (mobile, nickname, sex, avatar, info, created_at) VALUES ($1, $2, 0, $3, $4, $5)
            ON CONFLICT (mobile) DO NOTHING RETURNING id
            """,
            user.mobile.text, user.nickname, user.avatar, user.info, user.createdAt.nanoseconds
        ) { row in try row.next() as UserID }
        guard let id else { return nil }
        let added = try connection.execute(
            """
            INSERT INTO user_auth (user_id, auth_type, auth_key, password_hash) VALUES ($1, $2, $3, $4)
            ON CONFLICT (auth_type, auth_key) DO NOTHING
            """,
            id, user.key.kind.rawValue, user.key.text, user.passwordHash?.text)
        guard added == 1 else { throw KeyTaken() }
        return id
    }

    /// The key belongs to another user.
    struct KeyTaken: Error {}
}
