public import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    /// Selects the row of `tasks` that a lease given as queue, id and token is held on.
    static let held = "queue = $1 AND id = $2 AND lease_token = $3 AND state = \(RowState.active)"

    public func extendLeases(
        _ leases: [TaskLease], until expiry: Timestamp
    ) async throws(TaskQueueError) -> [TaskLease] {
        let now = clock.now
        return try await write { connection in
            try leases.filter { lease in
                let count = try connection.execute(
                    "UPDATE tasks SET rank = $4 WHERE \(Self.held) AND rank > $5",
                    lease.queue, lease.taskID, lease.token, expiry.nanoseconds, now.nanoseconds)
                return count == 0
            }
        }
    }

    public func beginAttempt(atSuspect lease: TaskLease) async throws(TaskQueueError) -> Bool {
        try await write { connection in
            // Counts once also where the call is repeated.
            let count = try connection.execute(
                """
                UPDATE tasks SET crash_count = crash_count + 1 - is_crash_counted, is_crash_counted = 1
                WHERE \(Self.held)
                """, lease.queue, lease.taskID, lease.token)
            return count == 1
        }
    }

    public func expiredLeases(in queues: [String], limit: Int) async throws(TaskQueueError) -> [LeasedTask] {
        let now = clock.now
        while true {
            let rows = try await read { try Self.expired(in: queues, limit: limit, now, $0) }
            let unreadable = rows.compactMap(\.unreadableNumber)
            guard !unreadable.isEmpty else { return rows.compactMap { $0.task.map(LeasedTask.init(expired:)) } }
            try await write { try Self.release(unreadable, from: .active, at: now, $0) }
            hub.signal(.ready, in: Set(queues))
        }
    }

    private static func expired(
        in queues: [String], limit: Int, _ now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> [StoredRow] {
        var found: [StoredRow] = []
        for queue in queues where found.count < limit {
            found += try connection.rows(
                """
                SELECT \(TaskRow.columns) FROM tasks WHERE queue = $1 AND state = \(RowState.active) AND rank <= $2
                ORDER BY rank, number LIMIT $3
                """, queue, now.nanoseconds, limit - found.count
            ) { try StoredRow(&$0, in: queue) }
        }
        return found
    }

    /// Makes rows that turned out to be unreadable pending: the next look for tasks sets them aside and reports them.
    static func release(
        _ numbers: [Int64], from state: RowState, at now: Timestamp, _ connection: any DatabaseConnection
    ) throws {
        for number in numbers {
            try connection.execute(
                """
                UPDATE tasks SET state = \(RowState.pending), lease_token = NULL, pending_since = $2
                WHERE number = $1 AND state = \(state)
                """, number, now.nanoseconds)
        }
    }
}

extension LeasedTask {
    /// An active task whose lease has expired.
    fileprivate init(expired row: TaskRow) {
        let lease = TaskLease(
            queue: row.message.queue, taskID: row.message.id, token: row.leaseToken ?? 0,
            expiresAt: Timestamp(nanoseconds: row.rank))
        self.init(message: row.message, lease: lease, crashCount: row.crashCount)
    }
}
