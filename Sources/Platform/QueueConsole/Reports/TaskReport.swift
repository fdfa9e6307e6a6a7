public import JSON
public import TaskQueue
import TerminalText

/// Everything about one task.
public struct TaskReport: Report {
    public var task: TaskInfo

    public init(task: TaskInfo) {
        self.task = task
    }

    public func lines(in context: ReportContext) -> [String] {
        let message = task.message
        var facts = LabelledLines()
        facts.add("id", task.id.printable)
        facts.add("type", task.type.printable)
        facts.add("queue", task.queue.printable)
        facts.add("state", task.state.rawValue + (task.isOrphaned ? ", but its worker is gone" : ""))
        facts.add("due", task.nextProcessAt.map(context.moment))
        facts.add("payload", lines: Self.lines(message.payload))
        facts.add(
            "headers",
            lines: message.headers.sorted { $0.key < $1.key }.map { "\($0.key.printable): \($0.value.printable)" })
        facts.add("retries", "\(message.retryCount) of \(message.maxRetry)")
        if task.crashCount > 0 { facts.add("crashes", "\(Count(task.crashCount, "worker")) died running it") }
        facts.add("timeout", message.timeout?.spoken)
        facts.add("deadline", message.deadline.map(context.moment))
        facts.add("retention", message.retention?.spoken)
        facts.add("group", message.group?.printable)
        facts.add("unique key", message.uniqueKey?.printable)
        facts.add("failed", message.lastFailedAt.map(context.moment))
        facts.add("error", lines: message.lastError.map { ShownBytes(Array($0.utf8)).lines } ?? [])
        facts.add("completed", message.completedAt.map(context.moment))
        facts.add("result", lines: task.result.map(Self.lines) ?? [])
        return facts.lines(context.style)
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        bytes.isEmpty ? ["(empty)"] : ShownBytes(bytes).lines
    }

    public func encode(to json: inout JSONWriter) {
        TaskFields(task).encode(to: &json)
    }
}
