import Database

/// Tasks of a queue by state and group, as a part of a statement.
struct Selection {
    let parameters: [any DatabaseParameter]
    private let condition: String

    /// - Parameter group: of which group, for tasks that wait in one; `nil` for those of all groups.
    init(queue: String, states: [RowState], group: String?) {
        // A task keeps the name of its group also after it has left it.
        let isGrouped = states.contains(.aggregating)
        if let group, isGrouped {
            parameters = [queue, group]
            condition = "queue = $1 AND state IN \(states.sql) AND group_name = $2"
        } else {
            parameters = [queue]
            condition = "queue = $1 AND state IN \(states.sql)"
        }
    }

    /// Selects the numbers of some of the tasks, in the order in which they leave their state.
    func numbers(limit: Int, offset: Int = 0) -> String {
        """
        SELECT number FROM tasks WHERE \(condition)
        ORDER BY rank, number LIMIT \(max(limit, 0)) OFFSET \(max(offset, 0))
        """
    }
}
