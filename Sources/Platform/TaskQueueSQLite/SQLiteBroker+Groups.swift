import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func groups(in queue: String) async throws(TaskQueueError) -> [String] {
        try await read { connection in
            try connection.rows(
                """
                SELECT DISTINCT group_name FROM tasks WHERE queue = $1 AND state = \(RowState.aggregating)
                ORDER BY group_name
                """, queue
            ) { try $0.next() }
        }
    }

    public func takeSet(
        from group: String, in queue: String, policy: GroupPolicy, for duration: Duration
    ) async throws(TaskQueueError) -> GroupTaking {
        let now = clock.now
        // Most looks come too early, and need not queue up as writers to learn that.
        let due = try await read { try GroupView(group, in: queue, $0)?.due(policy, now: now, $0) }
        guard let due, due <= now else { return .notBefore(due) }
        let expiry = now + duration
        let (taking, damaged) = try await write { connection -> (GroupTaking, Int) in
            let due = try GroupView(group, in: queue, connection)?.due(policy, now: now, connection)
            guard let due, due <= now else { return (.notBefore(due), 0) }
            let rows = try Self.members(of: group, in: queue, limit: policy.maxSize, connection)
            let damaged = rows.compactMap(\.unreadableNumber)
            try Self.release(damaged, from: .aggregating, at: now, connection)
            let tasks = rows.compactMap(\.task)
            guard !tasks.isEmpty else { return (.notBefore(now), damaged.count) }
            return (.set(try Self.collect(tasks, of: group, in: queue, until: expiry, connection)), damaged.count)
        }
        if damaged > 0 { hub.signal(.ready, in: [queue]) }
        return taking
    }

    /// The oldest members of a group.
    private static func members(
        of group: String, in queue: String, limit: Int?, _ connection: any DatabaseConnection
    ) throws -> [StoredRow] {
        try connection.rows(
            """
            SELECT \(TaskRow.columns) FROM tasks
            WHERE queue = $1 AND state = \(RowState.aggregating) AND group_name = $2
            ORDER BY rank, number LIMIT $3
            """, queue, group, limit.map { max($0, 1) } ?? .max
        ) { try StoredRow(&$0, in: queue) }
    }

    private static func collect(
        _ members: [TaskRow], of group: String, in queue: String, until expiry: Timestamp,
        _ connection: any DatabaseConnection
    ) throws -> AggregationSet {
        let number: Int64? = try connection.firstRow(
            "INSERT INTO aggregation_sets (queue, group_name, expires_at) VALUES ($1, $2, $3) RETURNING number",
            queue, group, expiry.nanoseconds
        ) { try $0.next() }
        guard let number else { throw TaskQueueError(.brokerFailure, "the aggregation set was not stored") }
        let tasks = try members.filter { member in
            try connection.execute(
                """
                UPDATE tasks SET state = \(RowState.collected), set_number = $2
                WHERE number = $1 AND state = \(RowState.aggregating)
                """, member.number, number) == 1
        }
        return AggregationSet(
            id: String(number), queue: queue, group: group, tasks: tasks.map(\.message), expiresAt: expiry)
    }

    public func replace(_ set: AggregationSet, with task: NewTask?) async throws(TaskQueueError) -> Bool {
        guard let number = Int64(set.id) else { return false }
        let now = clock.now
        let isHeld = try await write { connection in
            let count = try connection.execute(
                "DELETE FROM aggregation_sets WHERE number = $1 AND queue = $2 AND group_name = $3",
                number, set.queue, set.group)
            guard count == 1 else { return false }
            _ = try Self.deleteTasks("SELECT number FROM tasks WHERE set_number = $1", [number], connection)
            if let task { try Self.store([task], now, connection) }
            return true
        }
        if isHeld, let task { signal(enqueued: [task]) }
        return isHeld
    }

    public func reclaimSets(in queues: [String]) async throws(TaskQueueError) {
        let now = clock.now
        let reclaimed = try await write { connection in
            try queues.filter { queue in
                let expired = "SELECT number FROM aggregation_sets WHERE queue = $1 AND expires_at <= $2"
                try connection.execute(
                    """
                    UPDATE tasks SET state = \(RowState.aggregating), set_number = NULL
                    WHERE set_number IN (\(expired))
                    """, queue, now.nanoseconds)
                return try connection.execute(
                    "DELETE FROM aggregation_sets WHERE number IN (\(expired))", queue, now.nanoseconds) > 0
            }
        }
        hub.signal(.grouped, in: Set(reclaimed))
    }
}
