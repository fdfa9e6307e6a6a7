import Database

/// A transaction that waits for a connection, together with whoever waits for its result.
struct Job: Sendable {
    let id: Int
    /// When it is no longer to wait for a connection.
    let deadline: ContinuousClock.Instant
    /// Runs the transaction and delivers its result. Where the connection had been dead before it began, nothing is
    /// delivered, and what was wrong is returned.
    let run: @Sendable (PostgresConnection) -> DatabaseError?
    /// Delivers an error without running the transaction.
    let refuse: @Sendable (any Error) -> Void
    /// Since when it has waited for a connection; `nil` where one was at rest.
    var waitsSince: ContinuousClock.Instant?

    init<Value: Sendable>(
        id: Int, deadline: ContinuousClock.Instant, _ purpose: Purpose,
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value,
        _ continuation: CheckedContinuation<Value, any Error>
    ) {
        self.id = id
        self.deadline = deadline
        run = { connection in
            switch connection.perform(purpose, body) {
            case .value(let value): continuation.resume(returning: value)
            case .failure(let error): continuation.resume(throwing: error)
            case .conflict(let error): continuation.resume(throwing: TransactionConflict(error: error))
            case .dead(let error): return error
            }
            return nil
        }
        refuse = { continuation.resume(throwing: $0) }
    }
}

/// Another transaction was in the way of a job, which can be run again.
struct TransactionConflict: Error {
    let error: DatabaseError
}
