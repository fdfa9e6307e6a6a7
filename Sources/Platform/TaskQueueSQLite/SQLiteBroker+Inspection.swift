import Clocks
import Database
public import TaskQueue

extension SQLiteBroker: TaskInspection {
    public func queues() async throws(TaskQueueError) -> [String] {
        try await read { try $0.rows("SELECT name FROM queues ORDER BY name") { try $0.next() } }
    }

    /// Tasks that cannot be read are left out.
    public func tasks(
        in queue: String, state: TaskState, group: String?, offset: Int, limit: Int
    ) async throws(TaskQueueError) -> [TaskInfo] {
        let now = clock.now
        let selection = Selection(queue: queue, states: .shown(as: state), group: group)
        return try await read { connection in
            _ = try Self.totals(of: queue, connection)
            var tasks: [TaskInfo] = []
            // The page is chosen by number, so that what is sorted is small whatever the payloads are.
            try connection.forEachRow(
                """
                SELECT \(TaskRow.columns), result FROM tasks
                WHERE number IN (\(selection.numbers(limit: limit, offset: offset)))
                ORDER BY rank, number
                """, selection.parameters
            ) { reader in
                guard let row = try StoredRow(&reader, in: queue).task else { return }
                if let info = row.info(result: try reader.next(), now: now) { tasks.append(info) }
            }
            return tasks
        }
    }

    public func groupSizes(in queue: String) async throws(TaskQueueError) -> [GroupSize] {
        try await read { connection in
            _ = try Self.totals(of: queue, connection)
            return try connection.rows(
                """
                SELECT group_name, COUNT(*) FROM tasks WHERE queue = $1 AND state = \(RowState.aggregating)
                GROUP BY group_name ORDER BY group_name
                """, queue
            ) { try GroupSize(group: $0.next(), size: $0.next()) }
        }
    }

    /// - Throws: also `brokerFailure`, with the reason, where the task cannot be read.
    public func task(_ id: String, in queue: String) async throws(TaskQueueError) -> TaskInfo {
        let now = clock.now
        return try await read { connection in
            let info = try connection.firstRow(
                "SELECT \(TaskRow.columns), result FROM tasks WHERE queue = $1 AND id = $2", queue, id
            ) { reader in
                switch try StoredRow(&reader, in: queue) {
                case .readable(let row): row.info(result: try reader.next(), now: now)
                case .unreadable(_, let task):
                    throw TaskQueueError(
                        .brokerFailure, "the task «\(id)» in the queue «\(queue)» cannot be read: \(task.reason)")
                }
            }
            guard let info = info ?? nil else { throw TaskQueueError.noTask(id, in: queue) }
            return info
        }
    }
}

extension TaskQueueError {
    static func noTask(_ id: String, in queue: String) -> TaskQueueError {
        TaskQueueError(.notFound, "there is no task «\(id)» in the queue «\(queue)»")
    }
}
