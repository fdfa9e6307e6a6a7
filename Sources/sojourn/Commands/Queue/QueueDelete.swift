import ArgumentParser
import TaskQueue

struct QueueDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete tasks that are not active, for good.")

    @Flag(help: "Delete all tasks in a state without asking for this.")
    var force = false

    @OptionGroup var selection: TaskSelection
    @OptionGroup var options: QueueOptions

    func validate() throws {
        if let state = selection.state, !force {
            throw ValidationError(
                "this would delete all \(state.rawValue) tasks of «\(selection.queue)» for good; repeat it with --force"
            )
        }
    }

    func run() async throws {
        try await TaskOperation(operation: .delete, selection: selection, options: options).perform()
    }
}
