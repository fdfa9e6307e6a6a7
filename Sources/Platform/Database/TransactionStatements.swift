/// Tells the statements that begin and end transactions. They are the engine's own: from a closure they are refused,
/// because it would commit or undo what is not its own.
package enum TransactionStatements {
    private static let keywords: Set<String> = [
        "BEGIN", "START", "SAVEPOINT", "RELEASE", "COMMIT", "END", "ROLLBACK", "ABORT", "PREPARE",
    ]

    /// Whether `sql` begins with the keyword of such a statement.
    package static func contain(_ sql: String) -> Bool {
        let word = sql.drop { $0.isWhitespace }.prefix { $0.isLetter }
        return keywords.contains(word.uppercased())
    }
}
