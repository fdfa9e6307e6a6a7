public import JSON
public import TaskQueue
import TerminalText

/// What came of running, archiving or deleting tasks.
public struct OperationReport: Report {
    /// A task that was left as it was.
    public struct Refusal: Sendable, Hashable {
        public var taskID: String
        public var reason: String

        public init(taskID: String, reason: String) {
            self.taskID = taskID
            self.reason = reason
        }
    }

    public var operation: BulkOperation
    public var queue: String
    /// The state whose tasks were all meant; `nil` where tasks were named.
    public var state: TaskState?
    /// The number of tasks that were changed.
    public var count: Int
    public var refusals: [Refusal]

    public init(
        operation: BulkOperation, queue: String, state: TaskState? = nil, count: Int, refusals: [Refusal] = []
    ) {
        self.operation = operation
        self.queue = queue
        self.state = state
        self.count = count
        self.refusals = refusals
    }

    /// The refusals are not among the lines: they are errors, which go elsewhere.
    public func lines(in context: ReportContext) -> [String] {
        let tasks = state.map { "\(count) \($0.rawValue) task\(count == 1 ? "" : "s")" } ?? "\(Count(count, "task"))"
        let place = "the queue «\(queue.printable)»"
        return switch operation {
        case .run: ["\(tasks) of \(place) \(count == 1 ? "is" : "are") pending now."]
        case .archive: ["Archived \(tasks) of \(place)."]
        case .delete: ["Deleted \(tasks) of \(place)."]
        }
    }

    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("operation", operation.rawValue)
        json.field("queue", queue)
        json.field("state", state?.rawValue)
        json.field("count", count)
        json.array("refused", refusals, RefusalFields.init)
        json.endObject()
    }
}

private struct RefusalFields: JSONEncodable {
    var refusal: OperationReport.Refusal

    init(_ refusal: OperationReport.Refusal) {
        self.refusal = refusal
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("task", refusal.taskID)
        json.field("reason", refusal.reason)
        json.endObject()
    }
}
