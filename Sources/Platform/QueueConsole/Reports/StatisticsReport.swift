public import JSON
public import TaskQueue
import TerminalText

/// One queue, or all of them, in depth: sizes, counters, groups and the last days.
public struct StatisticsReport: Report {
    /// Whether one queue was asked for.
    public var isOfOne: Bool
    public var queues: [QueueStatistics]
    /// The groups of the one queue.
    public var groups: [GroupSize]
    /// What the queues processed together, today first.
    public var history: [DailyStatistics]

    public init(isOfOne: Bool, queues: [QueueStatistics], groups: [GroupSize] = [], history: [DailyStatistics]) {
        self.isOfOne = isOfOne
        self.queues = queues
        self.groups = groups
        self.history = history
    }

    /// Reads one queue, or all where `queue` is `nil`.
    /// - Parameter days: 1 to 90 days of history.
    /// - Throws: ``TaskQueueError`` with the code `notFound`, or `invalidOption` for other numbers of days.
    public init(of queue: String?, days: Int, reading inspector: TaskQueueInspector) async throws(TaskQueueError) {
        isOfOne = queue != nil
        history = []
        groups = []
        if let queue {
            queues = [try await inspector.statistics(of: queue)]
            groups = try await inspector.groups(in: queue)
        } else {
            queues = try await inspector.allStatistics()
        }
        for statistics in queues {
            history.add(try await inspector.history(of: statistics.queue, days: days))
        }
    }

    public func lines(in context: ReportContext) -> [String] {
        var lines = QueueListReport(queues: queues).lines(in: context)
        if isOfOne, let queue = queues.first { lines = facts(of: queue, in: context) }
        if !history.isEmpty { lines += [""] + historyTable.lines(context.style) }
        return lines
    }

    private func facts(of queue: QueueStatistics, in context: ReportContext) -> [String] {
        var facts = LabelledLines()
        facts.add("queue", queue.queue.printable)
        facts.add("paused", queue.pausedAt.map { "since " + context.moment($0) })
        let sizes = TaskState.allCases.compactMap { state in queue.counts[state].map { "\($0) \(state.rawValue)" } }
        facts.add(
            "tasks",
            ([String(queue.size)] + (sizes.isEmpty ? [] : [sizes.joined(separator: ", ")])).joined(separator: ": "))
        facts.add("latency", queue.latency.spoken)
        facts.add("today", Self.text(queue.today.processed, queue.today.failed))
        facts.add("in all", Self.text(queue.processedTotal, queue.failedTotal))
        facts.add("memory", queue.memoryUsage.map { "about \($0) bytes" })
        if queue.unreadableCount > 0 {
            let count = Count(queue.unreadableCount, "task")
            facts.add("unreadable", "\(count) that cannot be read, set aside")
        }
        facts.add("groups", lines: groups.map { "\($0.group.printable): \(Count($0.size, "task"))" })
        return facts.lines(context.style)
    }

    private static func text(_ processed: Int64, _ failed: Int64) -> String {
        "\(processed) processed, \(failed) failed" + (failed > 0 ? " (\(share(of: failed, in: processed)))" : "")
    }

    private var historyTable: TextTable {
        TextTable(
            [
                .init("day (UTC)"), .init("processed", isNumber: true), .init("failed", isNumber: true),
                .init("", isNumber: true),
            ],
            rows: history.map { day in
                [
                    day.day.day, "\(day.processed)", "\(day.failed)",
                    day.failed > 0 ? Self.share(of: day.failed, in: day.processed) : "",
                ]
            })
    }

    /// `2.5 %`
    private static func share(of part: Int64, in whole: Int64) -> String {
        guard whole > 0 else { return "–" }
        let permille = Int((Double(part) / Double(whole) * 1000).rounded())
        return "\(permille / 10).\(permille % 10) %"
    }

    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.array("queues", queues, QueueFields.init)
        if isOfOne { json.array("groups", groups, GroupFields.init) }
        json.array("history", history, DayFields.init)
        json.endObject()
    }
}

extension [DailyStatistics] {
    /// Adds another queue's history, day by day.
    fileprivate mutating func add(_ other: [DailyStatistics]) {
        for day in other {
            if let index = firstIndex(where: { $0.day == day.day }) {
                self[index].processed &+= day.processed
                self[index].failed &+= day.failed
            } else {
                append(day)
            }
        }
    }
}
