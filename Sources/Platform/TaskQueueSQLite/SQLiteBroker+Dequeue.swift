public import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func dequeue(
        from queues: [String], limit: Int, leaseDuration duration: Duration
    ) async throws(TaskQueueError) -> [LeasedTask] {
        let expiry = clock.now + duration
        let token = Int64.random(in: 1...Int64.max)
        return try await write { connection in
            var tasks: [LeasedTask] = []
            for queue in queues where tasks.count < limit {
                tasks += try Self.take(queue, limit: limit - tasks.count, token, expiry, connection)
            }
            return tasks
        }
    }

    private static func take(
        _ queue: String, limit: Int, _ token: Int64, _ expiry: Timestamp, _ connection: any DatabaseConnection
    ) throws -> [LeasedTask] {
        let rows = try connection.rows(
            """
            SELECT \(TaskRow.columns) FROM tasks
            WHERE queue = $1 AND state = \(TaskState.pending.code)
                AND NOT EXISTS (SELECT 1 FROM queues WHERE name = $1 AND paused_at IS NOT NULL)
            ORDER BY rank, number LIMIT $2
            """, queue, limit
        ) { try TaskRow(&$0) }
        return try rows.compactMap { row in
            let count = try connection.execute(
                """
                UPDATE tasks
                SET state = \(TaskState.active.code), rank = $2, lease_token = $3, pending_since = NULL
                WHERE number = $1 AND state = \(TaskState.pending.code)
                """, row.number, expiry.nanoseconds, token)
            guard count == 1 else { return nil }
            let lease = TaskLease(queue: queue, taskID: row.message.id, token: token, expiresAt: expiry)
            return LeasedTask(message: row.message, lease: lease)
        }
    }

    public func extendLeases(
        _ leases: [TaskLease], until expiry: Timestamp
    ) async throws(TaskQueueError) -> [TaskLease] {
        try await write { connection in
            try leases.filter { lease in
                let count = try connection.execute(
                    """
                    UPDATE tasks SET rank = $4
                    WHERE queue = $1 AND id = $2 AND state = \(TaskState.active.code) AND lease_token = $3
                    """, lease.queue, lease.taskID, lease.token, expiry.nanoseconds)
                return count == 0
            }
        }
    }

    public func expiredLeases(in queues: [String], limit: Int) async throws(TaskQueueError) -> [LeasedTask] {
        let now = clock.now
        return try await read { connection in
            var tasks: [LeasedTask] = []
            for queue in queues where tasks.count < limit {
                tasks += try connection.rows(
                    """
                    SELECT \(TaskRow.columns) FROM tasks
                    WHERE queue = $1 AND state = \(TaskState.active.code) AND rank <= $2
                    ORDER BY rank, number LIMIT $3
                    """, queue, now.nanoseconds, limit - tasks.count
                ) { reader in
                    let row = try TaskRow(&reader)
                    let lease = TaskLease(
                        queue: queue, taskID: row.message.id, token: row.leaseToken ?? 0,
                        expiresAt: Timestamp(nanoseconds: row.rank))
                    return LeasedTask(message: row.message, lease: lease)
                }
            }
            return tasks
        }
    }
}
