import Clocks
import Database
import TaskQueue

/// Decides which tasks of limited types a queue hands out, in the transaction that hands them out.
///
/// A task beyond its type's concurrency is held back, in a state of its own: the next look at the queue does not meet
/// it again, however many there are. It becomes pending, at its old place, once there is room.
struct LimitGate {
    private let queue: String
    private let limits: [String: TaskLimit]
    private let now: Timestamp
    private let connection: any DatabaseConnection
    /// What was found out about the types so far.
    private var usages: [String: TypeUsage] = [:]

    init(queue: String, limits: [String: TaskLimit], now: Timestamp, connection: any DatabaseConnection) {
        self.queue = queue
        self.limits = limits
        self.now = now
        self.connection = connection
    }

    /// Makes tasks that were held back pending where their types have room again, or are limited no longer.
    /// - Parameter count: how many tasks of a type are of use now.
    mutating func release(_ count: Int) throws {
        let types: [String] = try connection.rows(
            "SELECT type FROM type_limits WHERE queue = $1 AND is_holding = 1 ORDER BY type", queue
        ) { try $0.next() }
        for type in types {
            let concurrency = limits[type]?.concurrency
            if let concurrency, try running(type) >= concurrency { continue }
            var usage = try usage(of: type)
            let room = concurrency.map { min($0 - usage.running, count) } ?? SQLiteBroker.batch
            guard room > 0 else { continue }
            let released = try connection.execute(
                """
                UPDATE tasks SET state = \(RowState.pending) WHERE number IN (
                    SELECT number FROM tasks WHERE queue = $1 AND state = \(RowState.held) AND type = $2
                    ORDER BY rank, number LIMIT $3
                )
                """, queue, type, room)
            usage.isHolding = released == room
            usages[type] = usage
        }
    }

    mutating func decide(about row: TaskRow) throws -> TypeUsage.Decision {
        guard let limit = limits[row.message.type] else { return .start }
        var usage = try usage(of: row.message.type)
        defer { usages[row.message.type] = usage }
        return usage.decide(limit, isAdmitted: row.isAdmitted, now: now)
    }

    /// Stores what the decisions have changed.
    func close() throws {
        for (type, usage) in usages {
            try connection.execute(
                "UPDATE type_limits SET next_arrival = $3, is_holding = $4 WHERE queue = $1 AND type = $2",
                queue, type, usage.nextArrival.nanoseconds, usage.isHolding)
        }
    }

    private func usage(of type: String) throws -> TypeUsage {
        if let usage = usages[type] { return usage }
        // Written before anything is counted: where several connections write, they count one after another.
        let usage = try connection.firstRow(
            """
            INSERT INTO type_limits (queue, type, next_arrival, is_holding) VALUES ($1, $2, $3, 0)
            ON CONFLICT (queue, type) DO UPDATE SET type = excluded.type
            RETURNING next_arrival, is_holding
            """, queue, type, now.nanoseconds
        ) { row in
            TypeUsage(
                running: 0, nextArrival: Timestamp(nanoseconds: try row.next()), isHolding: try row.next())
        }
        guard var usage else { throw TaskQueueError(.brokerFailure, "the limit of «\(type)» was not stored") }
        usage.running = try running(type)
        return usage
    }

    private func running(_ type: String) throws -> Int {
        try connection.firstRow(
            "SELECT COUNT(*) FROM tasks WHERE queue = $1 AND state = \(RowState.active) AND type = $2", queue, type
        ) { try $0.next() } ?? 0
    }
}
