/// The statements that begin and end transactions. They are the engine's own: in a job they are refused, because a job
/// that commits would commit the unfinished work of others.
enum TransactionControl: Int, CaseIterable {
    case beginRead, beginWrite, savepoint, rollbackToSavepoint, releaseSavepoint, commit, rollback

    var sql: String {
        switch self {
        case .beginRead: "BEGIN DEFERRED"
        case .beginWrite: "BEGIN IMMEDIATE"
        case .savepoint: "SAVEPOINT job"
        case .rollbackToSavepoint: "ROLLBACK TO job"
        case .releaseSavepoint: "RELEASE job"
        case .commit: "COMMIT"
        case .rollback: "ROLLBACK"
        }
    }

    private static let keywords: Set<String> = ["BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "END", "ROLLBACK"]

    /// Whether `sql` begins with the keyword of such a statement.
    static func isOne(_ sql: String) -> Bool {
        let word = sql.drop { $0.isWhitespace }.prefix { $0.isLetter }
        return keywords.contains(word.uppercased())
    }
}
