public import JSON
import TerminalText

/// What was done to a queue as a whole.
public struct QueueChangeReport: Report {
    public enum Change: Sendable, Hashable, CaseIterable {
        case paused, resumed, deleted
    }

    public var queue: String
    public var change: Change

    public init(queue: String, change: Change) {
        self.queue = queue
        self.change = change
    }

    public func lines(in context: ReportContext) -> [String] {
        let name = "«\(queue.printable)»"
        return switch change {
        case .paused: ["The queue \(name) is paused; tasks that are running go on."]
        case .resumed: ["The queue \(name) is handed out again."]
        case .deleted: ["The queue \(name) is deleted."]
        }
    }

    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("queue", queue)
        switch change {
        case .paused: json.field("paused", true)
        case .resumed: json.field("paused", false)
        case .deleted: json.field("deleted", true)
        }
        json.endObject()
    }
}

/// That the workers were asked to cancel a task.
public struct CancellationReport: Report {
    public var taskID: String

    public init(taskID: String) {
        self.taskID = taskID
    }

    public func lines(in context: ReportContext) -> [String] {
        ["Whichever worker runs the task «\(taskID.printable)» was asked to cancel it."]
    }

    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("task", taskID)
        json.field("requested", true)
        json.endObject()
    }
}
