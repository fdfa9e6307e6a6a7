import Database
import ServiceKit

/// What a password is checked against.
struct Credentials: Sendable {
    var authID: Int64
    var userID: UserID
    /// `nil` where the user has set no password.
    var passwordHash: PasswordHash?
}

extension UserStore {
    /// The credentials of a key; `nil` where there are none.
    func credentials(_ key: SignInKey) async throws -> Credentials? {
        try await database.query { connection in
            try connection.firstRow(
                "SELECT id, user_id, password_hash FROM user_auth WHERE auth_type = $1 AND auth_key = $2",
                key.kind.rawValue, key.text
            ) { row in
                try Credentials(
                    authID: row.next(), userID: row.next(),
                    passwordHash: (row.next() as String?).map { text throws(PasswordHash.Unreadable) in
                        try PasswordHash(text)
                    })
            }
        }
    }

    /// Puts `hash` in the place of `old`, unless the password was changed in the meantime.
    func replacePasswordHash(of authID: Int64, _ old: PasswordHash, with hash: PasswordHash) async throws {
        try await database.write { connection in
            _ = try connection.execute(
                "UPDATE user_auth SET password_hash = $1 WHERE id = $2 AND password_hash = $3",
                hash.text, authID, old.text)
        }
    }
}
