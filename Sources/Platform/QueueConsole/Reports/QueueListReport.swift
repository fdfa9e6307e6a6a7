public import JSON
public import TaskQueue
import TerminalText

/// All queues: their sizes by state, latency, and what they processed today.
public struct QueueListReport: Report {
    public var queues: [QueueStatistics]

    public init(queues: [QueueStatistics]) {
        self.queues = queues
    }

    /// Reads all queues, by name.
    public init(reading inspector: TaskQueueInspector) async throws(TaskQueueError) {
        queues = try await inspector.allStatistics()
    }

    public func lines(in context: ReportContext) -> [String] {
        guard !queues.isEmpty else { return ["There are no queues yet."] }
        let states = TaskState.allCases
        let table = TextTable(
            [.init("queue"), .init("")] + states.map { .init($0.rawValue, isNumber: true) } + [
                .init("latency", isNumber: true), .init("today", isNumber: true), .init("failed", isNumber: true),
            ],
            rows: queues.map { queue in
                [queue.queue, queue.isPaused ? "paused" : ""] + states.map { "\(queue.counts[$0] ?? 0)" } + [
                    queue.latency.spoken, "\(queue.today.processed)", "\(queue.today.failed)",
                ]
            })
        return table.lines(context.style)
    }

    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.array("queues", queues, QueueFields.init)
        json.endObject()
    }
}

extension TaskQueueInspector {
    /// The statistics of every queue, by name.
    func allStatistics() async throws(TaskQueueError) -> [QueueStatistics] {
        var all: [QueueStatistics] = []
        for queue in try await queues() {
            do throws(TaskQueueError) {
                all.append(try await statistics(of: queue))
            } catch let error where error.code == .notFound {
                // It was deleted a moment ago.
            }
        }
        return all
    }
}
