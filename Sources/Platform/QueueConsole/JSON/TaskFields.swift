import JSON
import TaskQueue

/// A task as JSON.
struct TaskFields: JSONEncodable {
    var task: TaskInfo

    init(_ task: TaskInfo) {
        self.task = task
    }

    func encode(to json: inout JSONWriter) {
        let message = task.message
        json.beginObject()
        json.field("id", task.id)
        json.field("type", task.type)
        json.field("queue", task.queue)
        json.field("state", task.state.rawValue)
        json.bytes("payload", encoding: "payloadEncoding", message.payload)
        json.field("headers", message.headers)
        json.field("maxRetry", message.maxRetry)
        json.field("retried", message.retryCount)
        json.seconds("timeoutSeconds", message.timeout)
        json.moment("deadline", message.deadline)
        json.seconds("retentionSeconds", message.retention)
        json.field("group", message.group)
        json.field("uniqueKey", message.uniqueKey)
        json.moment("nextProcessAt", task.nextProcessAt)
        json.field("lastError", message.lastError)
        json.moment("lastFailedAt", message.lastFailedAt)
        json.moment("completedAt", message.completedAt)
        json.bytes("result", encoding: "resultEncoding", task.result)
        json.field("orphaned", task.isOrphaned)
        json.field("crashes", task.crashCount)
        json.endObject()
    }
}
