/// What is done with a database, as the label `command` has it. `exec` and `query` are go-zero's.
enum SQLCommand: String, CaseIterable {
    /// Statements that change rows: one, or several that are sent together.
    case exec
    /// A statement that answers with rows; also one that stands outside any transaction.
    case query
    /// A transaction that may write, from the call until its commit is durable, with the wait for a connection.
    case transact
    /// A transaction that only reads, from the call to the end, with the wait for a connection.
    case snapshot

    var label: String { rawValue }
}
