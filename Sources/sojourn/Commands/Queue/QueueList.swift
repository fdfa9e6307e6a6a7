import ArgumentParser
import QueueConsole

struct QueueList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls", abstract: "List the queues: sizes by state, latency, what was processed today.")

    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await options.report { try await QueueListReport(reading: $0) }
    }
}
