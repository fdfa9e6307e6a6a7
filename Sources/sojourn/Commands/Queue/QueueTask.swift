import ArgumentParser
import QueueConsole
import TaskQueue

struct QueueTask: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "task", abstract: "Show everything about one task.")

    @Argument(help: "The name of the queue.")
    var queue: String

    @Argument(help: "The id of the task.")
    var id: String

    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await options.report { inspector in
            try await inspector.require(queue)
            return TaskReport(task: try await inspector.task(id, in: queue))
        }
    }
}
