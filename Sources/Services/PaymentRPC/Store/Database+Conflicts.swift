import Database

extension Database {
    /// ``write(_:)``, run again where another transaction was first: it then sees what that one did.
    ///
    /// SQLite has one writer at a time. On PostgreSQL two transactions can both find an order unpaid, and the unique
    /// indexes let only one of them commit.
    func writeAfterConflicts<Value: Sendable>(
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
