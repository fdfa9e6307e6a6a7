import Database

/// A closure that waits for a connection, together with whoever waits for its result.
struct Job: Sendable {
    /// Runs the closure. Its result is delivered only by ``Attempt/settle``, after the batch's commit; until then it
    /// can be run again.
    let attempt: @Sendable (SQLiteConnection) -> Attempt
    /// Delivers an error without running the closure.
    let refuse: @Sendable (any Error) -> Void
    /// Since when it has waited for a connection; `nil` where one was at rest.
    var waitsSince: ContinuousClock.Instant?

    init<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value,
        _ continuation: CheckedContinuation<Value, any Error>
    ) {
        attempt = { connection in
            do {
                let value = try connection.perform(body)
                return Attempt(isSuccess: true) { commitError in
                    if let commitError {
                        continuation.resume(throwing: commitError)
                    } else {
                        continuation.resume(returning: value)
                    }
                }
            } catch {
                return Attempt(isSuccess: false) { _ in continuation.resume(throwing: error) }
            }
        }
        refuse = { continuation.resume(throwing: $0) }
    }
}

/// What came of one run of a job.
struct Attempt {
    let isSuccess: Bool
    /// Delivers the result; or, where the job succeeded and the commit then failed, the commit's error.
    let settle: (_ commitError: (any Error)?) -> Void
}

/// The kind of transaction that a batch of jobs runs in.
enum Transaction {
    case read, write

    var begin: TransactionControl { self == .write ? .beginWrite : .beginRead }

    /// The most jobs in one batch. It bounds how long the first job waits for the last. Reads are fewer, because
    /// several connections share them.
    var maximumBatch: Int { self == .write ? 256 : 16 }
}
