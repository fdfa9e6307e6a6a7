import Clocks
import Database
import TaskQueue

/// A group that has members, as a policy looks at it.
struct GroupView {
    private let group: String
    private let queue: String
    private let oldest: Timestamp
    private let newest: Timestamp

    /// `nil` where the group is empty.
    init?(_ group: String, in queue: String, _ connection: any DatabaseConnection) throws {
        // Two selections, because each alone is one look at an end of the index.
        let members = "FROM tasks WHERE queue = $1 AND state = \(RowState.aggregating) AND group_name = $2"
        let ends: (Int64?, Int64?)? = try connection.firstRow(
            "SELECT (SELECT MIN(rank) \(members)), (SELECT MAX(rank) \(members))", queue, group
        ) { try ($0.next(), $0.next()) }
        guard let oldest = ends?.0, let newest = ends?.1 else { return nil }
        self.group = group
        self.queue = queue
        self.oldest = Timestamp(nanoseconds: oldest)
        self.newest = Timestamp(nanoseconds: newest)
    }

    /// When a set is due, unless something joins the group before.
    func due(_ policy: GroupPolicy, now: Timestamp, _ connection: any DatabaseConnection) throws -> Timestamp {
        if let maxSize = policy.maxSize, try hasMembers(max(maxSize, 1), connection) { return now }
        let quiet = newest + policy.gracePeriod
        return policy.maxDelay.map { min(quiet, oldest + $0) } ?? quiet
    }

    private func hasMembers(_ count: Int, _ connection: any DatabaseConnection) throws -> Bool {
        let found: Int? = try connection.firstRow(
            """
            SELECT COUNT(*) FROM (
                SELECT 1 FROM tasks WHERE queue = $1 AND state = \(RowState.aggregating) AND group_name = $2 LIMIT $3
            ) AS members
            """, queue, group, count
        ) { try $0.next() }
        return found == count
    }
}
