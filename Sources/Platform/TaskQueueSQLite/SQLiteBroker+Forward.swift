public import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func forwardDue(in queues: [String]) async throws(TaskQueueError) -> Timestamp? {
        while true {
            let now = clock.now
            // Most calls find nothing due, and need not queue up as writers to learn that.
            let next = try await read { try Self.nextDue(in: queues, $0) }
            guard let next, next <= now else { return next }
            let (ready, grouped) = try await write { connection in
                (
                    ready: try queues.filter { try Self.forward(from: $0, dueBy: now, connection) > 0 },
                    grouped: try queues.filter { try Self.forwardToGroups(from: $0, dueBy: now, connection) > 0 }
                )
            }
            hub.signal(.ready, in: Set(ready))
            hub.signal(.grouped, in: Set(grouped))
            // Another process was faster.
            if ready.isEmpty, grouped.isEmpty { return next }
        }
    }

    private static func nextDue(in queues: [String], _ connection: any DatabaseConnection) throws -> Timestamp? {
        var next: Int64?
        for queue in queues {
            for state in delayed {
                let due: Int64?? = try connection.firstRow(
                    "SELECT MIN(rank) FROM tasks WHERE queue = $1 AND state = \(state)", queue
                ) { try $0.next() as Int64? }
                if let due = due ?? nil { next = min(next ?? due, due) }
            }
        }
        return next.map(Timestamp.init(nanoseconds:))
    }

    private static let delayed: [RowState] = [.scheduled, .retry]

    /// Their due times become their places among the pending tasks. One that waited for a start that its rate had
    /// given it was pending before, and has been as long as it waited.
    private static func forward(
        from queue: String, dueBy now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> Int {
        var count = 0
        for state in delayed {
            count += try connection.execute(
                """
                UPDATE tasks SET state = \(RowState.pending), pending_since = COALESCE(pending_since, $2)
                WHERE number IN (
                    SELECT number FROM tasks WHERE queue = $1 AND state = \(state) AND rank <= $2
                        AND (group_name IS NULL OR is_admitted <> 0)
                    ORDER BY rank, number LIMIT \(batch)
                )
                """, queue, now.nanoseconds)
        }
        return count
    }

    /// Members of a group are ordered by when they became due.
    private static func forwardToGroups(
        from queue: String, dueBy now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> Int {
        var count = 0
        for state in delayed {
            count += try connection.execute(
                """
                UPDATE tasks SET state = \(RowState.aggregating) WHERE number IN (
                    SELECT number FROM tasks WHERE queue = $1 AND state = \(state) AND rank <= $2
                        AND group_name IS NOT NULL AND is_admitted = 0
                    ORDER BY rank, number LIMIT \(batch)
                )
                """, queue, now.nanoseconds)
        }
        return count
    }
}
