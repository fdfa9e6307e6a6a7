import Database
import ServiceKit

/// The users and their ways to sign in, in the database.
struct UserStore: Sendable {
    let database: any Database

    /// One user; `nil` where there is none.
    func user(_ id: UserID) async throws -> User? {
        try await database.query { connection in
            try connection.firstRow("SELECT \(User.columns) FROM users WHERE id = $1", id) { row in
                try User(row: &row)
            }
        }
    }

    func isRegistered(_ mobile: MobileNumber) async throws -> Bool {
        try await database.query { connection in
            try connection.firstRow("SELECT id FROM users WHERE mobile = $1", mobile.text) { row in
                try row.next() as UserID
            } != nil
        }
    }

    /// The way to sign in that has a key; `nil` where there is none.
    func auth(_ key: SignInKey) async throws -> UserAuth? {
        try await database.query { connection in
            try connection.firstRow(
                "SELECT \(UserAuth.columns) FROM user_auth WHERE auth_type = $1 AND auth_key = $2",
                key.kind.rawValue, key.text
            ) { row in try UserAuth(row: &row) }
        }
    }

    /// A user's way to sign in of one kind; `nil` where there is none.
    func auth(of user: UserID, _ kind: SignInKey.Kind) async throws -> UserAuth? {
        try await database.query { connection in
            try connection.firstRow(
                "SELECT \(UserAuth.columns) FROM user_auth WHERE user_id = $1 AND auth_type = $2",
                user, kind.rawValue
            ) { row in try UserAuth(row: &row) }
        }
    }
}
