public import Clocks
public import Database
public import TaskQueue

/// The embedded ``Broker``: tasks as rows of a database.
///
/// Each transition of a task is one transaction or a part of one, and what a call acknowledged is as durable as the
/// database's commits. Workers in the same process learn of new tasks at once; those of other processes on the same
/// file, within ``checkInterval``. Times are kept in nanoseconds.
public final class SQLiteBroker: Broker, Sendable {
    private let database: any Database
    public let clock: any WallClock
    let hub = SignalHub()

    public let checkInterval: Duration = .seconds(1)

    /// Calls go to the database's own threads, wherever they come from.
    public var executor: (any TaskExecutor)? { nil }

    /// Prepares the database, which must be the queue's own: its history of migrations is the queue's.
    /// - Throws: ``DatabaseError`` with the code `migrationMismatch` where the database is another's, or any other
    ///   with which a migration fails.
    public init(database: any Database, clock: any WallClock = SystemWallClock()) async throws {
        try await database.migrate(Schema.migrations)
        self.database = database
        self.clock = clock
    }

    public func signals(_ kind: BrokerSignal, in queues: [String]) -> AsyncStream<Void> {
        hub.subscribe(to: kind, in: queues)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws(TaskQueueError) -> Value {
        do {
            return try await database.write(body)
        } catch {
            throw TaskQueueError(databaseError: error)
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any DatabaseConnection) throws -> Value
    ) async throws(TaskQueueError) -> Value {
        do {
            return try await database.read(body)
        } catch {
            throw TaskQueueError(databaseError: error)
        }
    }
}

extension TaskQueueError {
    /// The queue's own errors pass through a transaction unchanged.
    fileprivate init(databaseError error: any Error) {
        switch error {
        case let error as TaskQueueError: self = error
        case let error as DatabaseError where error.isRetryable:
            self.init(.unavailable, "the queue's database is not available", cause: error)
        default: self.init(.brokerFailure, "the queue's database failed", cause: error)
        }
    }
}
