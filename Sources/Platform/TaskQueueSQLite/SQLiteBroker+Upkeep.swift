public import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    /// How many rows one transaction of the upkeep changes at most, so that other writers need not wait for long.
    private static let batch = 1_000

    public func forwardDue(in queues: [String]) async throws(TaskQueueError) -> Timestamp? {
        while true {
            let now = clock.now
            // Most calls find nothing due, and need not queue up as writers to learn that.
            let next = try await read { try Self.nextDue(in: queues, $0) }
            guard let next, next <= now else { return next }
            let forwarded = try await write { connection in
                try queues.filter { try Self.forward($0, dueBy: now, connection) > 0 }
            }
            hub.signal(.ready, in: Set(forwarded))
        }
    }

    private static func nextDue(in queues: [String], _ connection: any DatabaseConnection) throws -> Timestamp? {
        var next: Int64?
        for queue in queues {
            for state in [TaskState.scheduled, .retry] {
                let due: Int64?? = try connection.firstRow(
                    "SELECT MIN(rank) FROM tasks WHERE queue = $1 AND state = $2", queue, state.code
                ) { try $0.next() as Int64? }
                if let due = due ?? nil { next = min(next ?? due, due) }
            }
        }
        return next.map(Timestamp.init(nanoseconds:))
    }

    /// Their due times become their places among the pending tasks.
    private static func forward(
        _ queue: String, dueBy now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> Int {
        var count = 0
        for state in [TaskState.scheduled, .retry] {
            count += try connection.execute(
                """
                UPDATE tasks SET state = \(TaskState.pending.code), pending_since = $3 WHERE number IN (
                    SELECT number FROM tasks WHERE queue = $1 AND state = $2 AND rank <= $3
                    ORDER BY rank, number LIMIT \(batch)
                )
                """, queue, state.code, now.nanoseconds)
        }
        return count
    }

    public func deleteExpired(in queues: [String]) async throws(TaskQueueError) {
        let now = clock.now
        for queue in queues {
            try await delete(.completed, in: queue, rankedBy: now)
            try await delete(.archived, in: queue, rankedBy: now - ArchiveLimit.age)
            try await deleteRows(
                """
                SELECT number FROM tasks WHERE queue = $1 AND state = \(TaskState.archived.code)
                ORDER BY rank DESC, number DESC LIMIT \(Self.batch) OFFSET \(ArchiveLimit.count)
                """, queue)
        }
        try await write { connection in
            try connection.execute("DELETE FROM unique_locks WHERE expires_at <= $1", now.nanoseconds)
            try connection.execute("DELETE FROM claims WHERE expires_at <= $1", now.nanoseconds)
            try connection.execute("DELETE FROM days WHERE day <= $1", Tally.day(of: now) - Tally.daysKept)
        }
    }

    private func delete(
        _ state: TaskState, in queue: String, rankedBy moment: Timestamp
    ) async throws(TaskQueueError) {
        try await deleteRows(
            """
            SELECT number FROM tasks WHERE queue = $1 AND state = \(state.code) AND rank <= $2
            ORDER BY rank, number LIMIT \(Self.batch)
            """, queue, moment.nanoseconds)
    }

    /// Deletes the tasks that `selection` selects, a batch at a time until there are none.
    private func deleteRows(
        _ selection: String, _ parameters: any DatabaseParameter...
    ) async throws(TaskQueueError) {
        var count = Self.batch
        while count >= Self.batch {
            count = try await write { connection in
                try connection.execute("DELETE FROM tasks WHERE number IN (\(selection))", parameters)
            }
        }
    }
}
