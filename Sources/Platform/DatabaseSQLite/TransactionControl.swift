/// The statements that begin and end transactions.
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
}
