import ArgumentParser
import QueueConsole

struct QueueStats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show one queue, or all of them, with the counters of the last days.")

    @Argument(help: "The name of a queue; all queues unless named.")
    var queue: String?

    @Option(help: ArgumentHelp("How many days (UTC) back, 1 to 90.", valueName: "n"))
    var days = 7

    @OptionGroup var options: QueueOptions

    func validate() throws {
        guard (1...90).contains(days) else { throw ValidationError("--days must be 1 to 90") }
    }

    func run() async throws {
        try await options.report { inspector in
            if let queue { try await inspector.require(queue) }
            return try await StatisticsReport(of: queue, days: days, reading: inspector)
        }
    }
}
