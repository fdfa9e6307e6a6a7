import ArgumentParser
import QueueConsole
import TaskQueue

struct QueueCron: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cron", abstract: "List the periodic tasks, or what one of them enqueued.")

    @Option(
        help: ArgumentHelp("Show the ticks of this entry that were enqueued, the newest first.", valueName: "entry"))
    var events: String?

    @OptionGroup var pages: PageOptions
    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await options.report { inspector in
            guard let events else { return CronReport(entries: try await inspector.schedulerEntries()) }
            return try await report(on: events, inspector)
        }
    }

    private func report(on entry: String, _ inspector: TaskQueueInspector) async throws -> EnqueueEventsReport {
        let events = try await inspector.enqueueEvents(of: entry, page: pages.page, pageSize: pages.pageSize)
        if events.isEmpty, pages.page == 1 {
            // The history outlives its scheduler, so an entry without one may only be mistyped.
            let known = Set(try await inspector.schedulerEntries().map(\.entry.id)).sorted()
            guard known.contains(entry) else {
                throw StartError(
                    "there is no entry «\(entry)»; "
                        + (known.isEmpty ? "no scheduler is alive" : "the entries are \(known.joined(separator: ", "))")
                )
            }
        }
        return EnqueueEventsReport(entryID: entry, page: pages.page, pageSize: pages.pageSize, events: events)
    }
}
