import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func settle(_ outcomes: [TaskOutcome]) async throws(TaskQueueError) -> [TaskLease] {
        let now = clock.now
        let lost = try await write { connection in
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
            return lost
        }
        signal(outcomes)
        return lost
    }

    /// - Returns: whether the lease was held.
    private static func apply(
        _ outcome: TaskOutcome, _ now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> Bool {
        let lease = outcome.task.lease
        let held = "queue = $1 AND id = $2 AND lease_token = $3 AND state = \(TaskState.active.code)"
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
                SET state = \(TaskState.completed.code), rank = $4, completed_at = $5, result = $6,
                    lease_token = NULL, lock_number = NULL
                WHERE \(held)
                """, lease.queue, lease.taskID, lease.token, expiry.nanoseconds, now.nanoseconds, result)
            if count == 1 { try releaseLock(of: outcome.task.message, connection) }
        case .retry(let moment, let error, let isFailure):
            count = try connection.execute(
                """
                UPDATE tasks
                SET state = \(TaskState.retry.code), rank = $4, retry_count = retry_count + $5, last_error = $6,
                    last_failed_at = $7, lease_token = NULL
                WHERE \(held)
                """, lease.queue, lease.taskID, lease.token, moment.nanoseconds, isFailure, error, now.nanoseconds)
        case .archive(let error):
            count = try connection.execute(
                """
                UPDATE tasks
                SET state = \(TaskState.archived.code), rank = $4, last_error = $5, last_failed_at = $4,
                    lease_token = NULL
                WHERE \(held)
                """, lease.queue, lease.taskID, lease.token, now.nanoseconds, error)
        case .requeue:
            // Pending ranks are times, so all of them are positive but for those of tasks that were put back.
            count = try connection.execute(
                """
                UPDATE tasks
                SET state = \(TaskState.pending.code), pending_since = $4, lease_token = NULL,
                    rank = (
                        SELECT COALESCE(MIN(rank), 0) - 1 FROM tasks
                        WHERE queue = $1 AND state = \(TaskState.pending.code)
                    )
                WHERE \(held)
                """, lease.queue, lease.taskID, lease.token, now.nanoseconds)
        }
        return count == 1
    }

    /// Gives up a task's uniqueness lock, unless it expired and another task has taken it since.
    static func releaseLock(of message: TaskMessage, _ connection: any DatabaseConnection) throws {
        guard let number = message.uniqueKey.flatMap({ Int64($0) }) else { return }
        try connection.execute("DELETE FROM unique_locks WHERE number = $1 AND task_id = $2", number, message.id)
    }

    private func signal(_ outcomes: [TaskOutcome]) {
        var ready: Set<String> = []
        var scheduled: Set<String> = []
        for outcome in outcomes {
            switch outcome.transition {
            case .requeue: ready.insert(outcome.task.lease.queue)
            case .retry: scheduled.insert(outcome.task.lease.queue)
            case .done, .completed, .archive: break
            }
        }
        hub.signal(.ready, in: ready)
        hub.signal(.scheduled, in: scheduled)
    }
}
