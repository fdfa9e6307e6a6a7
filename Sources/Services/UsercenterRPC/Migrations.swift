import Database

/// The history of the schema of users.
enum Migrations {
    static let all = [
        Migration(
            1, "users and their ways to sign in",
            [
                """
                CREATE TABLE users (
                    id {identity},
                    mobile TEXT NOT NULL,
                    nickname TEXT NOT NULL,
                    sex BIGINT NOT NULL CHECK (sex IN (0, 1)),
                    avatar TEXT NOT NULL,
                    info TEXT NOT NULL,
                    created_at BIGINT NOT NULL)
                """,
                "CREATE UNIQUE INDEX users_mobile ON users (mobile)",
                // password_hash is null for a sign-in that has no password.
                """
                CREATE TABLE user_auth (
                    id {identity},
                    user_id BIGINT NOT NULL REFERENCES users (id),
                    auth_type TEXT NOT NULL,
                    auth_key TEXT NOT NULL,
                    password_hash TEXT)
                """,
                "CREATE UNIQUE INDEX user_auth_key ON user_auth (auth_type, auth_key)",
                "CREATE UNIQUE INDEX user_auth_user ON user_auth (user_id, auth_type)",
            ])
    ]
}
