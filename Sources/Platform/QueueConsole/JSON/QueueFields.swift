import JSON
import TaskQueue

/// A queue's sizes and counters as JSON.
struct QueueFields: JSONEncodable {
    var statistics: QueueStatistics

    init(_ statistics: QueueStatistics) {
        self.statistics = statistics
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("queue", statistics.queue)
        json.field("paused", statistics.isPaused)
        json.moment("pausedAt", statistics.pausedAt)
        json.field("size", statistics.size)
        for state in TaskState.allCases {
            json.name(escaping: state.rawValue)
            json.value(statistics.counts[state] ?? 0)
        }
        json.field("groups", statistics.groupCount)
        json.field("unreadable", statistics.unreadableCount)
        json.seconds("latencySeconds", statistics.latency)
        json.field("processedToday", statistics.today.processed)
        json.field("failedToday", statistics.today.failed)
        json.field("processedTotal", statistics.processedTotal)
        json.field("failedTotal", statistics.failedTotal)
        json.field("memoryBytes", statistics.memoryUsage)
        json.endObject()
    }
}

/// What was processed on one day, as JSON.
struct DayFields: JSONEncodable {
    var day: DailyStatistics

    init(_ day: DailyStatistics) {
        self.day = day
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("day", day.day.day)
        json.field("processed", day.processed)
        json.field("failed", day.failed)
        json.endObject()
    }
}

/// A group's size, as JSON.
struct GroupFields: JSONEncodable {
    var group: GroupSize

    init(_ group: GroupSize) {
        self.group = group
    }

    func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("group", group.group)
        json.field("size", group.size)
        json.endObject()
    }
}
