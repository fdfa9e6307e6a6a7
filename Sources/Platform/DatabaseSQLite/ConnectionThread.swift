import Dispatch
import GRDB

/// One SQLite connection and the thread that it belongs to.
final class ConnectionThread: Sendable {
    private let queue: DatabaseQueue
    /// Made, used and dropped on the queue's thread alone, which is what makes this safe.
    private nonisolated(unsafe) var connection: SQLiteConnection?

    init(_ queue: DatabaseQueue) {
        self.queue = queue
    }

    /// Runs `work` on the connection's thread, after what was given before it.
    func async(_ work: @escaping @Sendable (SQLiteConnection) -> Void) {
        queue.asyncWriteWithoutTransaction { database in
            let connection = self.connection ?? SQLiteConnection(database)
            self.connection = connection
            work(connection)
        }
    }

    /// Closes the connection after what was given before it, also in a cancelled task. A second call does nothing.
    func close() async throws {
        try await withCheckedThrowingContinuation { continuation in
            queue.asyncWriteWithoutTransaction { _ in
                // SQLite does not close a connection that has statements left.
                self.connection = nil
                // GRDB closes from another thread than the connection's, and it may block: the log is written back.
                DispatchQueue(label: "sqlite.close").async {
                    continuation.resume(with: Result { try self.queue.close() })
                }
            }
        }
    }
}
