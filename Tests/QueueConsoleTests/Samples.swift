import Clocks
import Foundation
import JSON
import QueueConsole
import TaskQueue
import TerminalText
import Testing

/// 2030-01-02T03:04:05Z, when all samples are looked at.
let now = Timestamp(seconds: 1_893_553_445)

/// Without colours, in a zone without daylight saving time.
let context = ReportContext(now: now, timeZone: TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt, style: .plain)

extension Report {
    /// The report as a person reads it.
    var text: String { lines(in: context).joined(separator: "\n") }
}

extension JSONEncodable {
    /// The value as a machine reads it: one JSON document, or the test fails.
    func json() throws -> String {
        let bytes = jsonBytes()
        _ = try JSONValue(parsing: bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension QueueStatistics {
    static func sample(
        _ queue: String, counts: [TaskState: Int] = [:], latency: Duration = .zero, pausedAt: Timestamp? = nil,
        today: (processed: Int64, failed: Int64) = (0, 0), total: (processed: Int64, failed: Int64) = (0, 0),
        unreadableCount: Int = 0
    ) -> QueueStatistics {
        QueueStatistics(
            queue: queue, counts: counts, latency: latency, pausedAt: pausedAt,
            today: DailyStatistics(day: now, processed: today.processed, failed: today.failed),
            processedTotal: total.processed, failedTotal: total.failed, unreadableCount: unreadableCount)
    }
}

extension TaskInfo {
    /// A task that closes an order, changed by `change`.
    static func sample(_ state: TaskState = .pending, _ change: (inout TaskInfo) -> Void = { _ in }) -> TaskInfo {
        var task = TaskInfo(
            message: TaskMessage(
                id: "HSO1", type: "defer:homestay_order:close", payload: Array(#"{"Sn":"HSO1"}"#.utf8),
                queue: "default", maxRetry: 25, timeout: .seconds(1800)),
            state: state)
        change(&task)
        return task
    }
}

extension ServerInfo {
    static func sample(_ attempts: [AttemptInfo] = []) -> ServerInfo {
        ServerInfo(
            identity: ProcessIdentity(host: "node-1", pid: 4242, id: "4f1d"), concurrency: 10,
            queues: ["low": 1, "critical": 6, "default": 3], isStrict: false, status: .active,
            startedAt: now - .seconds(185), attempts: attempts)
    }
}

extension AttemptInfo {
    static func sample(_ id: String = "HSO1", startedAt: Timestamp = now - .seconds(3)) -> AttemptInfo {
        AttemptInfo(
            taskID: id, type: "defer:homestay_order:close", payload: Array("{}".utf8), queue: "default",
            startedAt: startedAt, deadline: now + .seconds(57))
    }
}
