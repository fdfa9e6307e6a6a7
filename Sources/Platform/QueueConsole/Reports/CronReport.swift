public import JSON
public import TaskQueue
import TerminalText

/// The periodic tasks of the schedulers that are alive.
public struct CronReport: Report {
    public var entries: [ScheduledEntry]

    public init(entries: [ScheduledEntry]) {
        self.entries = entries
    }

    public func lines(in context: ReportContext) -> [String] {
        guard !entries.isEmpty else { return ["No scheduler is alive."] }
        let table = TextTable(
            [
                .init("entry"), .init("spec"), .init("type"), .init("next"), .init("last"), .init("scheduler"),
                .init("options", maximum: 60),
            ],
            rows: entries.map { scheduled in
                let entry = scheduled.entry
                return [
                    entry.id, entry.spec, entry.type, entry.nextEnqueueAt.map(context.distance) ?? "never",
                    entry.previousEnqueueAt.map(context.distance) ?? "–", scheduled.scheduler.address,
                    entry.options.joined(separator: ", "),
                ]
            })
        return table.lines(context.style)
    }

    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.array("entries", entries, CronFields.init)
        json.endObject()
    }
}

/// A page of the ticks of a periodic task that were enqueued, the newest first.
public struct EnqueueEventsReport: Report {
    public var entryID: String
    /// From 1.
    public var page: Int
    public var pageSize: Int
    public var events: [EnqueueEvent]

    public init(entryID: String, page: Int, pageSize: Int, events: [EnqueueEvent]) {
        self.entryID = entryID
        self.page = page
        self.pageSize = pageSize
        self.events = events
    }

    public func lines(in context: ReportContext) -> [String] {
        guard !events.isEmpty else {
            return [
                page == 1
                    ? "Nothing was enqueued by the entry «\(entryID.printable)» yet." : "Page \(page) is empty."
            ]
        }
        let table = TextTable(
            [.init("task"), .init("enqueued", maximum: 60)],
            rows: events.map { [$0.taskID, context.moment($0.enqueuedAt)] })
        guard events.count == pageSize else { return table.lines(context.style) }
        return table.lines(context.style) + ["", context.style.dim("There may be more: --page \(page + 1)")]
    }

    public func encode(to json: inout JSONWriter) {
        json.beginObject()
        json.field("entry", entryID)
        json.field("page", page)
        json.field("pageSize", pageSize)
        json.array("events", events, EventFields.init)
        json.endObject()
    }
}
