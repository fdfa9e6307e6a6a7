import Database

/// The comments in the database.
struct CommentStore: Sendable {
    let database: any Database

    /// Comments on all homestays, newest first.
    func newest(_ page: DescendingPage) async throws -> [Comment] {
        try await database.query { connection in
            try connection.rows(Self.newest, page.bound, page.size) { row in try Comment(row: &row) }
        }
    }
}

extension CommentStore {
    static let newest =
        "SELECT \(Comment.columns) FROM homestay_comment WHERE id < $1 ORDER BY id DESC LIMIT $2"
}
