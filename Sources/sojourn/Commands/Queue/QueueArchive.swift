import ArgumentParser
import TaskQueue

struct QueueArchive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Set pending, scheduled, retried or aggregating tasks aside: they are kept, and do not run.")

    @OptionGroup var selection: TaskSelection
    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await TaskOperation(operation: .archive, selection: selection, options: options).perform()
    }
}
