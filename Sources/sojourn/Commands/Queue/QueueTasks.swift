import ArgumentParser
import QueueConsole
import TaskQueue

struct QueueTasks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tasks", abstract: "List the tasks of a queue that are in one state, the next to leave it first.")

    @Argument(help: "The name of the queue.")
    var queue: String

    @Option(help: "The state.")
    var state = TaskState.pending

    @Option(help: ArgumentHelp("Only the aggregating tasks of this group.", valueName: "group"))
    var group: String?

    @OptionGroup var pages: PageOptions
    @OptionGroup var options: QueueOptions

    func validate() throws {
        guard group == nil || state == .aggregating else {
            throw ValidationError("--group goes with --state aggregating")
        }
    }

    func run() async throws {
        try await options.report { inspector in
            try await inspector.require(queue)
            let tasks = try await inspector.tasks(
                in: queue, state: state, group: group, page: pages.page, pageSize: pages.pageSize)
            return TaskListReport(
                queue: queue, state: state, group: group, page: pages.page, pageSize: pages.pageSize, tasks: tasks)
        }
    }
}
