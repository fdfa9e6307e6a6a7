import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func pause(_ queue: String) async throws(TaskQueueError) {
        let now = clock.now.nanoseconds
        try await write { connection in
            guard try Self.totals(of: queue, connection).pausedAt == nil else {
                throw TaskQueueError(.wrongState, "the queue «\(queue)» is paused already")
            }
            try connection.execute("UPDATE queues SET paused_at = $2 WHERE name = $1", queue, now)
        }
    }

    public func resume(_ queue: String) async throws(TaskQueueError) {
        try await write { connection in
            guard try Self.totals(of: queue, connection).pausedAt != nil else {
                throw TaskQueueError(.wrongState, "the queue «\(queue)» is not paused")
            }
            try connection.execute("UPDATE queues SET paused_at = NULL WHERE name = $1", queue)
        }
        hub.signal(.ready, in: [queue])
    }

    public func deleteQueue(_ queue: String, force: Bool) async throws(TaskQueueError) {
        try await write { connection in
            _ = try Self.totals(of: queue, connection)
            let isBlocked: Int64? = try connection.firstRow(
                "SELECT 1 FROM tasks WHERE queue = $1 AND (state = \(RowState.active) OR $2 = 0) LIMIT 1",
                queue, force
            ) { try $0.next() }
            guard isBlocked == nil else {
                throw TaskQueueError(
                    .wrongState, "the queue «\(queue)» has \(force ? "active tasks" : "tasks"), it is not deleted")
            }
            for table in ["tasks", "unique_locks", "days", "aggregation_sets", "type_limits"] {
                try connection.execute("DELETE FROM \(table) WHERE queue = $1", queue)
            }
            try connection.execute("DELETE FROM queues WHERE name = $1", queue)
        }
    }
}
