import ArgumentParser
import QueueConsole
import TaskQueue

struct QueueRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Delete a queue with its counters. One with tasks only with --force.")

    @Argument(help: "The name of the queue.")
    var queue: String

    @Flag(help: "Delete the queue's tasks too, unless some are active.")
    var force = false

    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await options.report { inspector in
            try await inspector.require(queue)
            do throws(TaskQueueError) {
                try await inspector.deleteQueue(queue, force: force)
            } catch {
                guard error.code == .wrongState, !force else { throw error }
                throw StartError("\(error.explanation); --force deletes it with its tasks")
            }
            return QueueChangeReport(queue: queue, change: .deleted)
        }
    }
}
