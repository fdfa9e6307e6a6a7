import Clocks
import Database
public import TaskQueue

extension SQLiteBroker: TaskInspection {
    public func queues() async throws(TaskQueueError) -> [String] {
        try await read { try $0.rows("SELECT name FROM queues ORDER BY name") { try $0.next() } }
    }

    public func statistics(of queue: String) async throws(TaskQueueError) -> QueueStatistics {
        let now = clock.now
        return try await read { connection in
            let totals = try Self.totals(of: queue, connection)
            var counts: [TaskState: Int] = [:]
            try connection.forEachRow("SELECT state, COUNT(*) FROM tasks WHERE queue = $1 GROUP BY state", [queue]) {
                let state = try TaskState(code: $0.next())
                counts[state] = try $0.next()
            }
            let since: Int64? = try connection.firstRow(
                """
                SELECT COALESCE(pending_since, $2) FROM tasks WHERE queue = $1 AND state = \(TaskState.pending.code)
                ORDER BY rank, number LIMIT 1
                """, queue, now.nanoseconds
            ) { try $0.next() }
            return QueueStatistics(
                queue: queue, counts: counts,
                latency: since.map { now - Timestamp(nanoseconds: $0) } ?? .zero,
                pausedAt: totals.pausedAt,
                today: try Self.statistics(of: queue, day: Tally.day(of: now), connection),
                processedTotal: totals.processed, failedTotal: totals.failed)
        }
    }

    public func history(of queue: String, days: Int) async throws(TaskQueueError) -> [DailyStatistics] {
        let today = Tally.day(of: clock.now)
        return try await read { connection in
            _ = try Self.totals(of: queue, connection)
            return try (0..<Int64(max(days, 0))).map { try Self.statistics(of: queue, day: today - $0, connection) }
        }
    }

    public func tasks(
        in queue: String, state: TaskState, offset: Int, limit: Int
    ) async throws(TaskQueueError) -> [TaskInfo] {
        let now = clock.now
        return try await read { connection in
            _ = try Self.totals(of: queue, connection)
            return try connection.rows(
                """
                SELECT \(TaskRow.columns), result FROM tasks WHERE queue = $1 AND state = $2
                ORDER BY rank, number LIMIT $3 OFFSET $4
                """, queue, state.code, limit, offset
            ) { try TaskRow(&$0).info(result: $0.next(), now: now) }
        }
    }

    public func task(_ id: String, in queue: String) async throws(TaskQueueError) -> TaskInfo {
        let now = clock.now
        return try await read { connection in
            let info = try connection.firstRow(
                "SELECT \(TaskRow.columns), result FROM tasks WHERE queue = $1 AND id = $2", queue, id
            ) { try TaskRow(&$0).info(result: $0.next(), now: now) }
            guard let info else { throw TaskQueueError.noTask(id, in: queue) }
            return info
        }
    }

    private static func statistics(
        of queue: String, day: Int64, _ connection: any DatabaseConnection
    ) throws -> DailyStatistics {
        let start = Timestamp(seconds: day * 86_400)
        return try connection.firstRow(
            "SELECT processed, failed FROM days WHERE queue = $1 AND day = $2", queue, day
        ) { try DailyStatistics(day: start, processed: $0.next(), failed: $0.next()) }
            ?? DailyStatistics(day: start, processed: 0, failed: 0)
    }

    /// - Throws: ``TaskQueueError`` with the code `notFound`.
    static func totals(
        of queue: String, _ connection: any DatabaseConnection
    ) throws -> (pausedAt: Timestamp?, processed: Int64, failed: Int64) {
        let totals = try connection.firstRow(
            "SELECT paused_at, processed, failed FROM queues WHERE name = $1", queue
        ) { row in
            let pausedAt = try (row.next() as Int64?).map(Timestamp.init(nanoseconds:))
            return try (pausedAt, row.next() as Int64, row.next() as Int64)
        }
        guard let totals else { throw TaskQueueError(.notFound, "there is no queue «\(queue)»") }
        return totals
    }
}

extension TaskQueueError {
    static func noTask(_ id: String, in queue: String) -> TaskQueueError {
        TaskQueueError(.notFound, "there is no task «\(id)» in the queue «\(queue)»")
    }
}
