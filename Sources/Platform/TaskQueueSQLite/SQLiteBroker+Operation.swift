import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func run(_ id: String, in queue: String) async throws(TaskQueueError) {
        let now = clock.now.nanoseconds
        try await write { connection in
            let row = try Self.row(id, in: queue, allowing: [.scheduled, .retry, .archived], to: "run", connection)
            try connection.execute(
                "UPDATE tasks SET state = \(TaskState.pending.code), rank = $2, pending_since = $2 WHERE number = $1",
                row.number, now)
        }
        hub.signal(.ready, in: [queue])
    }

    public func archive(_ id: String, in queue: String) async throws(TaskQueueError) {
        let now = clock.now.nanoseconds
        try await write { connection in
            let row = try Self.row(id, in: queue, allowing: [.pending, .scheduled, .retry], to: "archive", connection)
            try connection.execute(
                "UPDATE tasks SET state = \(TaskState.archived.code), rank = $2 WHERE number = $1", row.number, now)
        }
    }

    public func delete(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await write { connection in
            let states = Set(TaskState.allCases).subtracting([.active])
            let row = try Self.row(id, in: queue, allowing: states, to: "delete", connection)
            try connection.execute("DELETE FROM tasks WHERE number = $1", row.number)
            try Self.releaseLock(of: row.message, connection)
        }
    }

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
                "SELECT 1 FROM tasks WHERE queue = $1 AND (state = $2 OR $3 = 0) LIMIT 1",
                queue, TaskState.active.code, force
            ) { try $0.next() }
            guard isBlocked == nil else {
                throw TaskQueueError(
                    .wrongState, "the queue «\(queue)» has \(force ? "active tasks" : "tasks"), it is not deleted")
            }
            try connection.execute("DELETE FROM tasks WHERE queue = $1", queue)
            try connection.execute("DELETE FROM unique_locks WHERE queue = $1", queue)
            try connection.execute("DELETE FROM days WHERE queue = $1", queue)
            try connection.execute("DELETE FROM queues WHERE name = $1", queue)
        }
    }

    /// Finds a task for an operation that only tasks in some states allow.
    private static func row(
        _ id: String, in queue: String, allowing states: Set<TaskState>, to operation: String,
        _ connection: any DatabaseConnection
    ) throws -> TaskRow {
        let row = try connection.firstRow(
            "SELECT \(TaskRow.columns) FROM tasks WHERE queue = $1 AND id = $2", queue, id
        ) { try TaskRow(&$0) }
        guard let row else { throw TaskQueueError.noTask(id, in: queue) }
        let state = try TaskState(code: row.state)
        guard states.contains(state) else {
            throw TaskQueueError(
                .wrongState, "cannot \(operation) the task «\(id)» in the queue «\(queue)»: it is \(state)")
        }
        return row
    }
}
