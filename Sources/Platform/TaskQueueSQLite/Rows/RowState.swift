import TaskQueue

/// The state of a row of `tasks`, by the number in its `state` column: finer than ``TaskState``.
///
/// Interpolated into SQL it is that number, a literal, without which the partial indexes would not be used.
enum RowState: Int64, CaseIterable, CustomStringConvertible {
    case pending = 0
    case active = 1
    case scheduled = 2
    case retry = 3
    case archived = 4
    case completed = 5
    /// Waits in a group.
    case aggregating = 6
    /// Pending, and passed over until the limit of its type has room.
    case held = 7
    /// Taken out of its group into an aggregation set.
    case collected = 8
    /// Set aside, because it cannot be read.
    case unreadable = 9

    var description: String { "\(rawValue)" }

    /// What inspectors see; `nil` where the row is not shown as a task.
    var taskState: TaskState? {
        switch self {
        case .pending, .held: .pending
        case .active: .active
        case .scheduled: .scheduled
        case .retry: .retry
        case .archived: .archived
        case .completed: .completed
        case .aggregating, .collected: .aggregating
        case .unreadable: nil
        }
    }

    /// The state in words, for messages.
    var words: String {
        switch self {
        case .collected: "being aggregated"
        case .unreadable: "unreadable"
        default: taskState?.rawValue ?? "unknown"
        }
    }

    init(code: Int64) throws(TaskQueueError) {
        guard let state = Self(rawValue: code) else {
            throw TaskQueueError(.brokerFailure, "its state is the unknown number \(code)")
        }
        self = state
    }
}

extension [RowState] {
    /// The rows that inspectors show in a state.
    static func shown(as state: TaskState) -> [RowState] {
        RowState.allCases.filter { $0.taskState == state }
    }

    /// The list as it stands behind `IN` in SQL.
    var sql: String { "(\(map(\.description).joined(separator: ", ")))" }
}
