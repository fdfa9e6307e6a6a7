import Database
import EventLog

/// The log's database, with errors in the log's own terms.
struct EventStore: Sendable {
    let database: any Database

    func migrate() async throws(EventLogError) {
        do { try await database.migrate(Schema.migrations) } catch { throw EventLogError(wrapping: error) }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws(EventLogError) -> Value {
        do { return try await database.write(body) } catch { throw EventLogError(wrapping: error) }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws(EventLogError) -> Value {
        do { return try await database.read(body) } catch { throw EventLogError(wrapping: error) }
    }
}

extension EventLogError {
    /// Puts a database's error into the log's terms; one of the log's own stays as it is.
    init(wrapping error: any Error) {
        switch error {
        case let error as EventLogError: self = error
        case let error as DatabaseError: self.init(Code(error), error.message, cause: error)
        case is CancellationError: self.init(.cancelled, "the task was cancelled", cause: error)
        default: self.init(.other, "\(error)", cause: error)
        }
    }
}

extension EventLogError.Code {
    fileprivate init(_ error: DatabaseError) {
        self =
            switch error.code {
            case .conflict, .unavailable, .storage: .unavailable
            case .corrupt, .unexpectedType, .migrationMismatch: .corrupt
            case .closed: .closed
            default: .other
            }
    }
}
