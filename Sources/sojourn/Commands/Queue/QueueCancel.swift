import ArgumentParser
import QueueConsole
import TaskQueue

struct QueueCancel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel the attempt at a task that a worker is making; it counts as failed.")

    @Argument(help: "The id of the task.")
    var id: String

    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await options.report { inspector in
            try await inspector.cancel(id)
            return CancellationReport(taskID: id)
        }
    }
}
