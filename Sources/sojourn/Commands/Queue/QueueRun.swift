import ArgumentParser
import TaskQueue

struct QueueRun: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Make scheduled, retried, archived or aggregating tasks pending now.")

    @OptionGroup var selection: TaskSelection
    @OptionGroup var options: QueueOptions

    func run() async throws {
        try await TaskOperation(operation: .run, selection: selection, options: options).perform()
    }
}
