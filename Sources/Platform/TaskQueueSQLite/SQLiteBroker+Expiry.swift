import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    /// How many rows one transaction of the upkeep changes at most, so that other writers need not wait for long.
    static let batch = 1_000

    public func deleteExpired(in queues: [String]) async throws(TaskQueueError) {
        let now = clock.now
        for queue in queues {
            try await delete(.completed, in: queue, rankedBy: now)
            try await delete(.archived, in: queue, rankedBy: now - ArchiveLimit.age)
            try await deleteRows(
                """
                SELECT number FROM tasks WHERE queue = $1 AND state = \(RowState.archived)
                ORDER BY rank DESC, number DESC LIMIT \(Self.batch) OFFSET \(ArchiveLimit.count)
                """, queue)
        }
        let oldestDay = Tally.day(of: now) - Tally.daysKept + 1
        try await write { connection in
            try connection.execute("DELETE FROM unique_locks WHERE expires_at <= $1", now.nanoseconds)
            try connection.execute("DELETE FROM claims WHERE expires_at <= $1", now.nanoseconds)
            try connection.execute("DELETE FROM days WHERE day < $1", oldestDay)
            try connection.execute(
                "DELETE FROM enqueue_events WHERE enqueued_at < $1", Timestamp(seconds: oldestDay * 86_400).nanoseconds)
            try connection.execute(
                "DELETE FROM type_limits WHERE is_holding = 0 AND next_arrival <= $1", now.nanoseconds)
            try Self.deleteCancellations(expiredBy: now, connection)
            try Self.deleteServers(expiredBy: now, connection)
            try connection.execute("DELETE FROM scheduler_entries WHERE expires_at <= $1", now.nanoseconds)
        }
    }

    private func delete(
        _ state: RowState, in queue: String, rankedBy moment: Timestamp
    ) async throws(TaskQueueError) {
        try await deleteRows(
            """
            SELECT number FROM tasks WHERE queue = $1 AND state = \(state) AND rank <= $2
            ORDER BY rank, number LIMIT \(Self.batch)
            """, queue, moment.nanoseconds)
    }

    /// Deletes the tasks that `selection` selects, a batch at a time until there are none.
    private func deleteRows(
        _ selection: String, _ parameters: any DatabaseParameter...
    ) async throws(TaskQueueError) {
        var count = Self.batch
        while count >= Self.batch {
            count = try await write { try Self.deleteTasks(selection, parameters, $0) }
        }
    }

    /// Deletes the tasks whose numbers `selection` selects, and gives up their uniqueness locks.
    /// - Returns: the number of tasks.
    static func deleteTasks(
        _ selection: String, _ parameters: [any DatabaseParameter], _ connection: any DatabaseConnection
    ) throws -> Int {
        // A lock that expired and was taken over has another holder, and keeps it.
        try connection.execute(
            """
            DELETE FROM unique_locks
            WHERE number IN (SELECT lock_number FROM tasks WHERE number IN (\(selection)))
                AND task_id IN (SELECT id FROM tasks WHERE number IN (\(selection)))
            """, parameters)
        return try connection.execute("DELETE FROM tasks WHERE number IN (\(selection))", parameters)
    }
}
