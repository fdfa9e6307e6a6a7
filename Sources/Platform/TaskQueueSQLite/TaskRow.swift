import Clocks
import Database
import Foundation
import TaskQueue

/// A row of `tasks`.
struct TaskRow {
    static let columns = """
        number, queue, id, state, rank, type, payload, headers, max_retry, retry_count, timeout, deadline, retention, \
        lock_number, lease_token, last_error, last_failed_at, completed_at
        """

    let number: Int64
    let state: Int64
    let rank: Int64
    let leaseToken: Int64?
    let message: TaskMessage

    /// Reads ``columns``, and leaves the reader at what follows them.
    init(_ row: inout RowReader) throws {
        number = try row.next()
        let queue: String = try row.next()
        let id: String = try row.next()
        state = try row.next()
        rank = try row.next()
        var message = try TaskMessage(
            id: id, type: row.next(), payload: row.next(), queue: queue, headers: Self.headers(row.next()),
            maxRetry: row.next())
        message.retryCount = try row.next()
        message.timeout = try (row.next() as Int64?).map { .nanoseconds($0) }
        message.deadline = try (row.next() as Int64?).map(Timestamp.init(nanoseconds:))
        message.retention = try (row.next() as Int64?).map { .nanoseconds($0) }
        message.uniqueKey = try (row.next() as Int64?).map(String.init)
        leaseToken = try row.next()
        message.lastError = try row.next()
        message.lastFailedAt = try (row.next() as Int64?).map(Timestamp.init(nanoseconds:))
        message.completedAt = try (row.next() as Int64?).map(Timestamp.init(nanoseconds:))
        self.message = message
    }

    /// The headers as the column holds them: JSON, and null where there are none.
    static func text(_ headers: [String: String]) throws -> String? {
        guard !headers.isEmpty else { return nil }
        return String(decoding: try JSONEncoder().encode(headers), as: UTF8.self)
    }

    private static func headers(_ text: String?) throws -> [String: String] {
        guard let text else { return [:] }
        return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    }

    /// The row as an inspector shows it.
    func info(result: [UInt8]?, now: Timestamp) throws(TaskQueueError) -> TaskInfo {
        let state = try TaskState(code: state)
        let isDelayed = state == .scheduled || state == .retry
        return TaskInfo(
            message: message, state: state,
            nextProcessAt: isDelayed ? Timestamp(nanoseconds: rank) : nil,
            result: result,
            isOrphaned: state == .active && rank <= now.nanoseconds)
    }
}
