/// The statements that begin and end transactions, prepared on each connection under their names.
enum TransactionControl: String, CaseIterable {
    case beginRead = "begin_read"
    case beginWrite = "begin_write"
    case commit
    case rollback

    var sql: String {
        switch self {
        // One snapshot from the first statement to the last.
        case .beginRead: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        // Each statement sees what was committed before it, and a row that another transaction changed meanwhile is
        // looked at again: that is what compare-and-set and conditional upserts need to tell their caller the truth
        // instead of failing.
        case .beginWrite: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
        case .commit: "COMMIT"
        case .rollback: "ROLLBACK"
        }
    }
}

/// What a transaction is for.
enum Purpose: Sendable {
    case read, write
    /// A read of one statement, which is a transaction of its own; connections are read-only outside of others.
    case query
    /// A write that may take as long as it needs.
    case migration

    /// `nil` where nothing is to be sent.
    var begin: TransactionControl? {
        switch self {
        case .read: .beginRead
        case .write, .migration: .beginWrite
        case .query: nil
        }
    }

    /// Whether it may hold locks and has something to commit.
    var writes: Bool { begin == .beginWrite }
}
