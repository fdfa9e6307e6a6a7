import ArgumentParser
import QueueConsole
import TaskQueue

struct QueueResume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Hand out the tasks of a paused queue again.")

    @Argument(help: "The name of the queue.")
    var queue: String

    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await options.report { inspector in
            try await inspector.require(queue)
            try await inspector.resume(queue)
            return QueueChangeReport(queue: queue, change: .resumed)
        }
    }
}
