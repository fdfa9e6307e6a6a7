import JSON
import TaskQueue

/// A worker and what it runs, as JSON.
struct ServerFields: JSONEncodable {
    var server: ServerInfo

    init(_ server: ServerInfo) {
        self.server = server
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.identity(server.identity)
        json.field("status", server.status.rawValue)
        json.field("concurrency", server.concurrency)
        json.field("queues", server.queues)
        json.field("strict", server.isStrict)
        json.moment("startedAt", server.startedAt)
        json.array("attempts", server.attempts, AttemptFields.init)
        json.endObject()
    }
}

/// An attempt under way, as JSON.
struct AttemptFields: JSONEncodable {
    var attempt: AttemptInfo

    init(_ attempt: AttemptInfo) {
        self.attempt = attempt
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("task", attempt.taskID)
        json.field("type", attempt.type)
        json.field("queue", attempt.queue)
        json.bytes("payload", encoding: "payloadEncoding", attempt.payload)
        json.moment("startedAt", attempt.startedAt)
        json.moment("deadline", attempt.deadline)
        json.endObject()
    }
}

extension JSONWriter {
    /// Writes the three fields that name a process.
    mutating func identity(_ identity: ProcessIdentity) {
        field("host", identity.host)
        field("pid", identity.pid)
        field("id", identity.id)
    }
}
