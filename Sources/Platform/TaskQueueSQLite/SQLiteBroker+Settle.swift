import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func settle(_ outcomes: [TaskOutcome]) async throws(TaskQueueError) -> [TaskLease] {
        let now = clock.now
        let (lost, freed) = try await write { connection in
            var lost: [TaskLease] = []
            var tally = Tally()
            for outcome in outcomes {
                if try Self.apply(outcome, now, connection) {
                    tally.count(outcome)
                } else {
                    lost.append(outcome.task.lease)
                }
            }
            try tally.store(at: now, connection)
            return (lost, try Self.queuesHolding(tasksLike: outcomes, connection))
        }
        signal(outcomes, freed: freed)
        return lost
    }

    /// - Returns: whether the lease was held.
    private static func apply(
        _ outcome: TaskOutcome, _ now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> Bool {
        let lease = outcome.task.lease
        let count: Int
        switch outcome.transition {
        case .done:
            count = try connection.execute("DELETE FROM tasks WHERE \(held)", lease.queue, lease.taskID, lease.token)
            if count == 1 { try releaseLock(of: outcome.task.message, connection) }
        case .completed(let result):
            let expiry = now + (outcome.task.message.retention ?? .zero)
            count = try connection.execute(
                """
                UPDATE tasks
                SET state = \(RowState.completed), rank = $4, completed_at = $5, result = $6, lock_number = NULL,
                    \(survived)
                WHERE \(held)
                """, lease.queue, lease.taskID, lease.token, expiry.nanoseconds, now.nanoseconds, result)
            if count == 1 { try releaseLock(of: outcome.task.message, connection) }
        case .retry(let moment, let error, let isFailure):
            count = try connection.execute(
                """
                UPDATE tasks
                SET state = \(RowState.retry), rank = $4, retry_count = retry_count + $5, last_error = $6,
                    last_failed_at = $7, \(survived)
                WHERE \(held)
                """, lease.queue, lease.taskID, lease.token, moment.nanoseconds, isFailure, error, now.nanoseconds)
        case .archive(let error):
            count = try connection.execute(
                """
                UPDATE tasks
                SET state = \(RowState.archived), rank = $4, last_error = $5, last_failed_at = $4, \(survived)
                WHERE \(held)
                """, lease.queue, lease.taskID, lease.token, now.nanoseconds, error)
        case .requeue:
            count = try putBack(lease, crashes: "crash_count - is_crash_counted", now, connection)
        case .recover:
            count = try putBack(lease, crashes: Self.crashesAfterAnother, now, connection)
        }
        return count == 1
    }

    /// A suspect's crash was counted in advance or, if its attempt had not begun, was not its fault.
    private static let crashesAfterAnother =
        "CASE WHEN crash_count < \(Suspicion.threshold) THEN crash_count + 1 ELSE crash_count END"

    /// What is set when a task comes out of an attempt alive.
    private static let survived = "lease_token = NULL, crash_count = 0, is_crash_counted = 0"

    /// Puts a task back to the front of its queue.
    private static func putBack(
        _ lease: TaskLease, crashes: String, _ now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> Int {
        // The places of other tasks are times after 1970, so that they stay behind those below zero.
        try connection.execute(
            """
            UPDATE tasks
            SET state = \(RowState.pending), pending_since = $4, lease_token = NULL, crash_count = \(crashes),
                is_crash_counted = 0,
                rank = (
                    SELECT MIN(place) - 1 FROM (
                        SELECT 0 AS place
                        UNION ALL SELECT MIN(rank) FROM tasks WHERE queue = $1 AND state = \(RowState.pending)
                        UNION ALL SELECT MIN(rank) FROM tasks WHERE queue = $1 AND state = \(RowState.held)
                    ) AS places
                )
            WHERE \(held)
            """, lease.queue, lease.taskID, lease.token, now.nanoseconds)
    }

    /// Gives up a task's uniqueness lock, unless it expired and another task has taken it since.
    static func releaseLock(of message: TaskMessage, _ connection: any DatabaseConnection) throws {
        guard let number = message.uniqueKey.flatMap({ Int64($0) }) else { return }
        try connection.execute("DELETE FROM unique_locks WHERE number = $1 AND task_id = $2", number, message.id)
    }

    /// The queues that hold back tasks of the types that were settled: there may be room for one now.
    private static func queuesHolding(
        tasksLike outcomes: [TaskOutcome], _ connection: any DatabaseConnection
    ) throws -> Set<String> {
        var queues: Set<String> = []
        try connection.forEachRow("SELECT queue, type FROM type_limits WHERE is_holding = 1", []) { row in
            let (queue, type): (String, String) = try (row.next(), row.next())
            if outcomes.contains(where: { $0.task.lease.queue == queue && $0.task.message.type == type }) {
                queues.insert(queue)
            }
        }
        return queues
    }

    private func signal(_ outcomes: [TaskOutcome], freed: Set<String>) {
        var ready = freed
        var scheduled: Set<String> = []
        for outcome in outcomes {
            switch outcome.transition {
            case .requeue, .recover: ready.insert(outcome.task.lease.queue)
            case .retry: scheduled.insert(outcome.task.lease.queue)
            case .done, .completed, .archive: break
            }
        }
        hub.signal(.ready, in: ready)
        hub.signal(.scheduled, in: scheduled)
    }
}
