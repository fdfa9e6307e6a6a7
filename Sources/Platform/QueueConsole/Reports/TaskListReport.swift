public import JSON
public import TaskQueue
import TerminalText

/// A page of the tasks of a queue that are in one state.
public struct TaskListReport: Report {
    public var queue: String
    public var state: TaskState
    public var group: String?
    /// From 1.
    public var page: Int
    public var pageSize: Int
    public var tasks: [TaskInfo]

    public init(queue: String, state: TaskState, group: String? = nil, page: Int, pageSize: Int, tasks: [TaskInfo]) {
        self.queue = queue
        self.state = state
        self.group = group
        self.page = page
        self.pageSize = pageSize
        self.tasks = tasks
    }

    public func lines(in context: ReportContext) -> [String] {
        guard !tasks.isEmpty else {
            let place = group.map { "group «\($0)» of the queue «\(queue)»" } ?? "queue «\(queue)»"
            let what = "\(state.rawValue) tasks in the \(place)"
            return [page == 1 ? "There are no \(what).".printable : "Page \(page) of the \(what) is empty.".printable]
        }
        let details = details
        let table = TextTable(
            [.init("id"), .init("type")] + details.map(\.column) + [.init("payload", maximum: 60)],
            rows: tasks.map { task in
                [task.id, task.type] + details.map { $0.text(task, context) }
                    + [ShownBytes(task.message.payload).summary]
            })
        guard tasks.count == pageSize else { return table.lines(context.style) }
        return table.lines(context.style) + ["", context.style.dim("There may be more: --page \(page + 1)")]
    }

    private typealias Detail = (column: TextTable.Column, text: @Sendable (TaskInfo, ReportContext) -> String)

    /// What is worth knowing of a task in the state.
    private var details: [Detail] {
        switch state {
        case .pending: [Self.retries]
        case .active: [Self.retries, (.init(""), { task, _ in task.isOrphaned ? "its worker is gone" : "" })]
        case .scheduled: [Self.due]
        case .retry: [Self.due, Self.retries, Self.error]
        case .archived: [Self.retries, Self.failed, Self.error]
        case .completed:
            [
                (.init("completed"), { task, context in task.message.completedAt.map(context.distance) ?? "" }),
                (.init("result"), { task, _ in task.result.map { ShownBytes($0).summary } ?? "" }),
            ]
        case .aggregating: [(.init("group"), { task, _ in task.message.group ?? "" })]
        }
    }

    private static let retries: Detail = (
        .init("retried", isNumber: true), { task, _ in "\(task.message.retryCount)/\(task.message.maxRetry)" }
    )
    private static let due: Detail = (
        .init("due"), { task, context in task.nextProcessAt.map(context.distance) ?? "" }
    )
    private static let failed: Detail = (
        .init("failed"), { task, context in task.message.lastFailedAt.map(context.distance) ?? "" }
    )
    private static let error: Detail = (.init("error"), { task, _ in task.message.lastError ?? "" })

    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("queue", queue)
        json.field("state", state.rawValue)
        json.field("group", group)
        json.field("page", page)
        json.field("pageSize", pageSize)
        json.array("tasks", tasks, TaskFields.init)
        json.endObject()
    }
}
