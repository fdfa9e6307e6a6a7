import Clocks
import Database
import TaskQueue

/// One call of ``SQLiteBroker/dequeue(_:)``, as it goes from queue to queue in its transaction.
struct Taking {
    struct Result: Sendable {
        var delivery = Delivery()
        /// Queues in which so many tasks were passed over that what stands behind them was left for the next look.
        var unfinished: Set<String> = []
        /// Queues in which tasks were postponed.
        var postponing: Set<String> = []
    }

    /// How many tasks are looked at together where a limit holds some of them back.
    private static let stride = 100

    private let request: DequeueRequest
    private let now: Timestamp
    private let connection: any DatabaseConnection
    private let token = Int64.random(in: 1...Int64.max)
    private(set) var result = Result()

    init(_ request: DequeueRequest, now: Timestamp, connection: any DatabaseConnection) {
        self.request = request
        self.now = now
        self.connection = connection
    }

    private var missing: Int { request.limit - result.delivery.tasks.count }

    mutating func take(from queue: String) throws {
        guard missing > 0, try isOpen(queue) else { return }
        var gate = LimitGate(queue: queue, limits: request.limits, now: now, connection: connection)
        try gate.release(missing)
        var passedOver = 0
        while missing > 0 {
            // Where some were passed over there tend to be more of them.
            let limit = passedOver == 0 ? missing : max(missing, Self.stride)
            let rows = try next(limit, in: queue)
            for row in rows where missing > 0 {
                if try !take(row, from: queue, &gate) { passedOver += 1 }
            }
            guard rows.count == limit else { break }
            guard passedOver < SQLiteBroker.batch else {
                result.unfinished.insert(queue)
                break
            }
        }
        try gate.close()
    }

    /// Whether there is such a queue, and it is not paused.
    private func isOpen(_ queue: String) throws -> Bool {
        let found: Int? = try connection.firstRow(
            "SELECT 1 FROM queues WHERE name = $1 AND paused_at IS NULL", queue
        ) { try $0.next() }
        return found != nil
    }

    private func next(_ limit: Int, in queue: String) throws -> [StoredRow] {
        try connection.rows(
            """
            SELECT \(TaskRow.columns) FROM tasks WHERE queue = $1 AND state = \(RowState.pending)
            ORDER BY rank, number LIMIT $2
            """, queue, limit
        ) { try StoredRow(&$0, in: queue) }
    }

    /// - Returns: whether the task was taken.
    private mutating func take(_ row: StoredRow, from queue: String, _ gate: inout LimitGate) throws -> Bool {
        switch row {
        case .unreadable(let number, let task):
            if try move(number, to: .unreadable, rank: now) { result.delivery.unreadable.append(task) }
            return false
        case .readable(let row):
            switch try gate.decide(about: row) {
            case .start:
                return try lease(row, in: queue)
            case .hold:
                try move(row.number, to: .held, rank: Timestamp(nanoseconds: row.rank))
            case .postpone(let start):
                // It comes back by itself when the start it was given is due.
                try move(row.number, to: .scheduled, rank: start, isAdmitted: true)
                result.postponing.insert(queue)
            }
            return false
        }
    }

    @discardableResult
    private func move(
        _ number: Int64, to state: RowState, rank: Timestamp, isAdmitted: Bool = false
    ) throws -> Bool {
        try connection.execute(
            """
            UPDATE tasks SET state = \(state), rank = $2, is_admitted = CASE WHEN $3 = 1 THEN 1 ELSE is_admitted END
            WHERE number = $1 AND state = \(RowState.pending)
            """, number, rank.nanoseconds, isAdmitted) == 1
    }

    private mutating func lease(_ row: TaskRow, in queue: String) throws -> Bool {
        let expiry = now + request.leaseDuration
        let count = try connection.execute(
            """
            UPDATE tasks
            SET state = \(RowState.active), rank = $2, lease_token = $3, pending_since = NULL, is_admitted = 0
            WHERE number = $1 AND state = \(RowState.pending)
            """, row.number, expiry.nanoseconds, token)
        guard count == 1 else { return false }
        let lease = TaskLease(queue: queue, taskID: row.message.id, token: token, expiresAt: expiry)
        result.delivery.tasks.append(
            LeasedTask(
                message: row.message, lease: lease, pendingSince: row.pendingSince, crashCount: row.crashCount))
        return true
    }
}
