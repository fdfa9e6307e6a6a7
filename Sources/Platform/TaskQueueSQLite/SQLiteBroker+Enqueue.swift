import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func enqueue(_ tasks: [NewTask]) async throws(TaskQueueError) {
        let now = clock.now
        try await write { try Self.store(tasks, now, $0) }
        signal(enqueued: tasks)
    }

    /// Enqueues tasks as a part of a transaction, which must end where this throws.
    static func store(_ tasks: [NewTask], _ now: Timestamp, _ connection: any DatabaseConnection) throws {
        for task in tasks {
            try claim(task, now, connection)
            let lock = try lock(task, now, connection)
            try insert(task, lock, now, connection)
        }
        for queue in Set(tasks.map(\.message.queue)) {
            try connection.execute("INSERT INTO queues (name) VALUES ($1) ON CONFLICT (name) DO NOTHING", queue)
        }
    }

    func signal(enqueued tasks: [NewTask]) {
        for (state, kind) in [
            (TaskState.pending, BrokerSignal.ready), (.scheduled, .scheduled), (.aggregating, .grouped),
        ] {
            hub.signal(kind, in: Set(tasks.lazy.filter { $0.state == state }.map(\.message.queue)))
        }
    }

    private static func claim(_ task: NewTask, _ now: Timestamp, _ connection: any DatabaseConnection) throws {
        guard let claim = task.claim else { return }
        let count = try connection.execute(
            """
            INSERT INTO claims (name, expires_at) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET expires_at = excluded.expires_at WHERE claims.expires_at <= $3
            """, claim.name, (now + claim.duration).nanoseconds, now.nanoseconds)
        guard count == 1 else {
            throw TaskQueueError(.duplicateTask, "«\(claim.name)» was claimed before")
        }
    }

    /// Takes the uniqueness lock that the task asks for. The payload itself is its key.
    /// - Returns: the lock's number, `nil` where none is asked for.
    private static func lock(
        _ task: NewTask, _ now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> Int64? {
        guard let duration = task.uniqueFor else { return nil }
        let message = task.message
        let expiry = (task.processAt ?? now) + duration
        let lock: Int64? = try connection.firstRow(
            """
            INSERT INTO unique_locks (queue, type, payload, task_id, expires_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (queue, type, payload)
            DO UPDATE SET task_id = excluded.task_id, expires_at = excluded.expires_at
            WHERE unique_locks.expires_at <= $6
            RETURNING number
            """, message.queue, message.type, message.payload, message.id, expiry.nanoseconds, now.nanoseconds
        ) { try $0.next() }
        guard let lock else {
            throw TaskQueueError(
                .duplicateTask,
                "the queue «\(message.queue)» has had a «\(message.type)» task of the same payload a short time ago")
        }
        return lock
    }

    private static func insert(
        _ task: NewTask, _ lock: Int64?, _ now: Timestamp, _ connection: any DatabaseConnection
    ) throws {
        let message = task.message
        let state: RowState =
            switch task.state {
            case .scheduled: .scheduled
            case .aggregating: .aggregating
            default: .pending
            }
        let count = try connection.execute(
            """
            INSERT INTO tasks (
                queue, id, state, rank, type, payload, headers, max_retry, retry_count, timeout, deadline, retention,
                group_name, lock_number, pending_since, foreign_fields
            ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            ON CONFLICT (queue, id) DO NOTHING
            """,
            message.queue, message.id, state.rawValue, (task.processAt ?? now).nanoseconds, message.type,
            message.payload, try TaskRow.text(message.headers), message.maxRetry, message.retryCount,
            message.timeout?.wholeNanoseconds, message.deadline?.nanoseconds, message.retention?.wholeNanoseconds,
            message.group, lock, state == .pending ? now.nanoseconds : nil,
            message.foreignFields.isEmpty ? nil : message.foreignFields)
        guard count == 1 else {
            throw TaskQueueError(
                .taskIDConflict, "the queue «\(message.queue)» has a task with the id «\(message.id)» already")
        }
    }
}
