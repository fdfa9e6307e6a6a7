import Clocks
import Database
import Foundation
import TaskQueue

/// A row of `tasks`.
struct TaskRow {
    static let columns = """
        number, id, queue, state, rank, type, payload, headers, max_retry, retry_count, timeout, deadline, retention, \
        group_name, lock_number, lease_token, pending_since, crash_count, is_admitted, last_error, last_failed_at, \
        completed_at, foreign_fields
        """

    let number: Int64
    let state: RowState
    let rank: Int64
    let leaseToken: Int64?
    let pendingSince: Timestamp?
    let crashCount: Int
    /// Whether the rate of its type has let it start already.
    let isAdmitted: Bool
    let message: TaskMessage

    /// Reads ``columns``, and leaves the reader at what follows them.
    init(_ row: inout RowReader) throws {
        number = try row.next()
        let id: String = try row.next()
        let queue: String = try row.next()
        state = try RowState(code: row.next())
        rank = try row.next()
        var message = try TaskMessage(
            id: id, type: row.next(), payload: row.next(), queue: queue, headers: Self.headers(row.next()),
            maxRetry: row.next())
        message.retryCount = try row.next()
        message.timeout = try (row.next() as Int64?).map { .nanoseconds($0) }
        message.deadline = try (row.next() as Int64?).map(Timestamp.init(nanoseconds:))
        message.retention = try (row.next() as Int64?).map { .nanoseconds($0) }
        message.group = try row.next()
        message.uniqueKey = try (row.next() as Int64?).map(String.init)
        leaseToken = try row.next()
        pendingSince = try (row.next() as Int64?).map(Timestamp.init(nanoseconds:))
        crashCount = try row.next()
        isAdmitted = try row.next()
        message.lastError = try row.next()
        message.lastFailedAt = try (row.next() as Int64?).map(Timestamp.init(nanoseconds:))
        message.completedAt = try (row.next() as Int64?).map(Timestamp.init(nanoseconds:))
        message.foreignFields = try row.next() ?? []
        self.message = message
    }

    /// The headers as the column holds them: JSON, and null where there are none.
    static func text(_ headers: [String: String]) throws -> String? {
        guard !headers.isEmpty else { return nil }
        return String(decoding: try JSONEncoder().encode(headers), as: UTF8.self)
    }

    private static func headers(_ text: String?) throws -> [String: String] {
        guard let text else { return [:] }
        do {
            return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        } catch {
            throw TaskQueueError(.brokerFailure, "its headers are not a JSON object of strings", cause: error)
        }
    }

    /// The row as an inspector shows it.
    func info(result: [UInt8]?, now: Timestamp) -> TaskInfo? {
        guard let taskState = state.taskState else { return nil }
        let isDelayed = taskState == .scheduled || taskState == .retry
        return TaskInfo(
            message: message, state: taskState,
            nextProcessAt: isDelayed ? Timestamp(nanoseconds: rank) : nil,
            result: result,
            isOrphaned: taskState == .active && rank <= now.nanoseconds,
            crashCount: crashCount)
    }
}
