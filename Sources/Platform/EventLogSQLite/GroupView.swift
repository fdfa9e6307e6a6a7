import Clocks
import Database

/// A group as the database shows it, for the topics of one member.
struct GroupView: Sendable {
    struct Partition: Sendable, Equatable {
        var id: Int64
        var topic: String
        var number: Int
        /// The member that has it.
        var owner: String?
        /// The offset of the first record that the group has not committed.
        var committed: Int64
        /// The offset after the last record.
        var end: Int64
    }

    /// The members that read each topic, in one order for all who look.
    var members: [String: [String]] = [:]
    var partitions: [Partition] = []
    /// Whether a member was silent for too long and is to be removed.
    var hasExpiredMember = false

    /// - Parameter topics: those that the member reads.
    static func load(
        group: String, topics: [String], now: Timestamp, _ connection: any DatabaseConnection
    ) throws -> GroupView {
        var view = GroupView()
        try connection.forEachRow(
            "SELECT topic, member_id, expires_at FROM event_group_member WHERE group_name = $1 ORDER BY member_id",
            [group]
        ) { row in
            try view.members[row.next(), default: []].append(row.next())
            let expiresAt = Timestamp(nanoseconds: try row.next())
            if expiresAt <= now { view.hasExpiredMember = true }
        }
        for topic in topics {
            view.partitions += try connection.rows(
                """
                SELECT p.id, p.partition_number, g.member_id, g.committed, p.next_offset
                FROM event_partition p
                JOIN event_group_partition g ON g.partition_id = p.id AND g.group_name = $1
                WHERE p.topic = $2 ORDER BY p.partition_number
                """, group, topic
            ) { row in
                Partition(
                    id: try row.next(), topic: topic, number: try row.next(), owner: try row.next(),
                    committed: try row.next(), end: try row.next())
            }
        }
        return view
    }
}
