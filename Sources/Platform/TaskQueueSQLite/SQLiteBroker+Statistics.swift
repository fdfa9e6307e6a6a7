import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func statistics(of queue: String) async throws(TaskQueueError) -> QueueStatistics {
        let now = clock.now
        return try await read { connection in
            let totals = try Self.totals(of: queue, connection)
            let rows = try Self.rowCounts(of: queue, connection)
            var counts: [TaskState: Int] = [:]
            for (state, count) in rows {
                if let state = state.taskState { counts[state, default: 0] += count }
            }
            return QueueStatistics(
                queue: queue, counts: counts,
                latency: try Self.latency(of: queue, now, connection),
                pausedAt: totals.pausedAt,
                today: try Self.statistics(of: queue, day: Tally.day(of: now), connection),
                processedTotal: totals.processed, failedTotal: totals.failed,
                groupCount: try Self.groupCount(of: queue, connection),
                unreadableCount: rows[.unreadable] ?? 0,
                memoryUsage: try rows.reduce(0) { sum, row in
                    try sum + Int64(row.value) * Self.averageSize(row.key, in: queue, connection)
                })
        }
    }

    public func history(of queue: String, days: Int) async throws(TaskQueueError) -> [DailyStatistics] {
        let today = Tally.day(of: clock.now)
        return try await read { connection in
            _ = try Self.totals(of: queue, connection)
            return try (0..<Int64(max(days, 0))).map { try Self.statistics(of: queue, day: today - $0, connection) }
        }
    }

    private static func rowCounts(
        of queue: String, _ connection: any DatabaseConnection
    ) throws -> [RowState: Int] {
        var counts: [RowState: Int] = [:]
        try connection.forEachRow("SELECT state, COUNT(*) FROM tasks WHERE queue = $1 GROUP BY state", [queue]) {
            let state = RowState(rawValue: try $0.next()) ?? .unreadable
            counts[state, default: 0] += try $0.next()
        }
        return counts
    }

    private static func groupCount(of queue: String, _ connection: any DatabaseConnection) throws -> Int {
        try connection.firstRow(
            """
            SELECT COUNT(*) FROM (
                SELECT DISTINCT group_name FROM tasks WHERE queue = $1 AND state = \(RowState.aggregating)
            ) AS names
            """, queue
        ) { try $0.next() } ?? 0
    }

    /// How long the first of the pending tasks has been waiting, whether or not a limit holds it back.
    private static func latency(
        of queue: String, _ now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> Duration {
        var first: (rank: Int64, since: Int64)?
        for state in [RowState].shown(as: .pending) {
            let candidate: (rank: Int64, since: Int64)? = try connection.firstRow(
                """
                SELECT rank, COALESCE(pending_since, $2) FROM tasks WHERE queue = $1 AND state = \(state)
                ORDER BY rank, number LIMIT 1
                """, queue, now.nanoseconds
            ) { try ($0.next(), $0.next()) }
            if let candidate, candidate.rank < first?.rank ?? .max { first = candidate }
        }
        return first.map { now - Timestamp(nanoseconds: $0.since) } ?? .zero
    }

    /// About how many bytes a task in a state takes, from a sample: a queue may hold millions of them.
    private static func averageSize(
        _ state: RowState, in queue: String, _ connection: any DatabaseConnection
    ) throws -> Int64 {
        let sample: (count: Int64, bytes: Int64?)? = try connection.firstRow(
            """
            SELECT COUNT(*), SUM(bytes) FROM (
                SELECT LENGTH(payload) + COALESCE(LENGTH(result), 0) + COALESCE(LENGTH(headers), 0)
                    + COALESCE(LENGTH(last_error), 0) AS bytes
                FROM tasks WHERE queue = $1 AND state = \(state) ORDER BY rank, number LIMIT 100
            ) AS sample
            """, queue
        ) { try ($0.next(), $0.next()) }
        guard let sample, sample.count > 0, let bytes = sample.bytes else { return rowOverhead }
        return bytes / sample.count + rowOverhead
    }

    /// About how many bytes a row takes beside its contents, with its entries in the indexes.
    private static let rowOverhead: Int64 = 300

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
