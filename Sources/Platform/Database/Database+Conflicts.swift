extension Database {
    /// ``write(_:)``, run again where another transaction was first: it then sees what that one did.
    ///
    /// SQLite has one writer at a time. On PostgreSQL two transactions can decide on the same state of a row, and a
    /// version or a unique index lets only one of them commit; the other throws `conflict` or `uniqueViolation`.
    /// - Throws: what `body` throws; after ten attempts in a row that met a conflict, the last one's error.
    public func writeAfterConflicts<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws -> Value {
        for _ in 1..<maximumAttempts {
            do {
                return try await write(body)
            } catch let error as DatabaseError where [.conflict, .uniqueViolation].contains(error.code) {
                try Task.checkCancellation()
            }
        }
        return try await write(body)
    }
}

private let maximumAttempts = 10
