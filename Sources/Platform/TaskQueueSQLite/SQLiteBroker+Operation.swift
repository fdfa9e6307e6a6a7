import Clocks
import Database
public import TaskQueue

extension SQLiteBroker {
    public func run(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await apply(.run, to: id, in: queue)
    }

    public func archive(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await apply(.archive, to: id, in: queue)
    }

    public func delete(_ id: String, in queue: String) async throws(TaskQueueError) {
        try await apply(.delete, to: id, in: queue)
    }

    private func apply(_ operation: BulkOperation, to id: String, in queue: String) async throws(TaskQueueError) {
        let now = clock.now
        try await write { connection in
            let number = try Self.number(
                of: id, in: queue, allowing: operation.states, to: operation.rawValue, connection)
            _ = try operation.apply(to: "SELECT number FROM tasks WHERE number = $1", [number], now, connection)
        }
        if operation == .run { hub.signal(.ready, in: [queue]) }
    }

    public func apply(
        _ operation: BulkOperation, in queue: String, state: TaskState, group: String?
    ) async throws(TaskQueueError) -> Int {
        let now = clock.now
        let states = [RowState].shown(as: state).filter(operation.states.contains)
        guard !states.isEmpty else {
            throw TaskQueueError(.wrongState, "cannot \(operation) tasks that are \(state)")
        }
        let selection = Selection(queue: queue, states: states, group: group)
        var total = 0
        var count = 0
        repeat {
            count = try await write { connection in
                _ = try Self.totals(of: queue, connection)
                return try operation.apply(
                    to: selection.numbers(limit: Self.batch), selection.parameters, now, connection)
            }
            total += count
        } while count == Self.batch
        if operation == .run { hub.signal(.ready, in: [queue]) }
        return total
    }

    public func replacePayload(
        of id: String, in queue: String, with payload: [UInt8]
    ) async throws(TaskQueueError) {
        try await write { connection in
            let number = try Self.number(
                of: id, in: queue, allowing: [.scheduled], to: "replace the payload of", connection)
            try connection.execute("UPDATE tasks SET payload = $2 WHERE number = $1", number, payload)
        }
    }

    /// Finds a task for an operation that only tasks in some states allow.
    private static func number(
        of id: String, in queue: String, allowing states: Set<RowState>, to operation: String,
        _ connection: any DatabaseConnection
    ) throws -> Int64 {
        let row = try connection.firstRow(
            "SELECT number, state FROM tasks WHERE queue = $1 AND id = $2", queue, id
        ) { (number: try $0.next() as Int64, state: RowState(rawValue: try $0.next()) ?? .unreadable) }
        guard let row else { throw TaskQueueError.noTask(id, in: queue) }
        guard states.contains(row.state) else {
            throw TaskQueueError(
                .wrongState, "cannot \(operation) the task «\(id)» in the queue «\(queue)»: it is \(row.state.words)")
        }
        return row.number
    }
}

extension BulkOperation {
    /// The states of tasks that allow it.
    fileprivate var states: Set<RowState> {
        switch self {
        case .run: [.scheduled, .retry, .archived, .aggregating]
        case .archive: [.pending, .held, .scheduled, .retry, .aggregating]
        case .delete: Set(RowState.allCases).subtracting([.active, .collected])
        }
    }

    /// Applies it to the tasks whose numbers `selection` selects.
    /// - Returns: the number of tasks.
    fileprivate func apply(
        to selection: String, _ parameters: [any DatabaseParameter], _ now: Timestamp,
        _ connection: any DatabaseConnection
    ) throws -> Int {
        let moment = "$\(parameters.count + 1)"
        switch self {
        case .run:
            return try connection.execute(
                """
                UPDATE tasks SET state = \(RowState.pending), rank = \(moment), pending_since = \(moment)
                WHERE number IN (\(selection))
                """, parameters + [now.nanoseconds])
        case .archive:
            return try connection.execute(
                "UPDATE tasks SET state = \(RowState.archived), rank = \(moment) WHERE number IN (\(selection))",
                parameters + [now.nanoseconds])
        case .delete:
            return try SQLiteBroker.deleteTasks(selection, parameters, connection)
        }
    }
}
