import JSON
import TaskQueue

/// A periodic task as JSON.
struct CronFields: JSONEncodable {
    var scheduled: ScheduledEntry

    init(_ scheduled: ScheduledEntry) {
        self.scheduled = scheduled
    }

    func encode(to json: inout JSONWriter) {
        let entry = scheduled.entry
        json.beginObject()
        json.field("entry", entry.id)
        json.field("spec", entry.spec)
        json.field("type", entry.type)
        json.bytes("payload", encoding: "payloadEncoding", entry.payload)
        json.field("options", entry.options)
        json.moment("nextEnqueueAt", entry.nextEnqueueAt)
        json.moment("previousEnqueueAt", entry.previousEnqueueAt)
        json.name("scheduler")
        json.beginObject()
        json.identity(scheduled.scheduler)
        json.endObject()
        json.endObject()
    }
}

/// A tick that was enqueued, as JSON.
struct EventFields: JSONEncodable {
    var event: EnqueueEvent

    init(_ event: EnqueueEvent) {
        self.event = event
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("task", event.taskID)
        json.moment("enqueuedAt", event.enqueuedAt)
        json.endObject()
    }
}
