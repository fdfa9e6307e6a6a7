import ArgumentParser
import QueueConsole
import TaskQueue

struct QueuePause: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stop handing out a queue's tasks. Those that are running go on.")

    @Argument(help: "The name of the queue.")
    var queue: String

    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await options.report { inspector in
            try await inspector.require(queue)
            try await inspector.pause(queue)
            return QueueChangeReport(queue: queue, change: .paused)
        }
    }
}
