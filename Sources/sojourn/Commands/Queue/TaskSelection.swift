public import ArgumentParser
public import TaskQueue

extension TaskState: ExpressibleByArgument {}

/// The tasks that an operation is for: some by their ids, or all in a state.
struct TaskSelection: ParsableArguments {
    @Argument(help: "The name of the queue.")
    var queue: String

    @Argument(help: ArgumentHelp("The ids of the tasks.", valueName: "id"))
    var ids: [String] = []

    @Flag(help: "All tasks in the state that --state names.")
    var all = false

    @Option(help: ArgumentHelp("The state, with --all.", valueName: "state"))
    var state: TaskState?

    @Option(help: ArgumentHelp("Only the aggregating tasks of this group.", valueName: "group"))
    var group: String?

    func validate() throws {
        guard all == ids.isEmpty else {
            throw ValidationError("name the ids of tasks, or say --all --state \(Self.states)")
        }
        guard all == (state != nil) else {
            throw ValidationError(
                all ? "--all needs --state \(Self.states)" : "--state goes with --all, not with the ids of tasks")
        }
        guard group == nil || state == .aggregating else {
            throw ValidationError("--group goes with --state aggregating")
        }
    }

    private static let states = TaskState.allCases.map(\.rawValue).joined(separator: "|")
}
