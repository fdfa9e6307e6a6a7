import Clocks
import Database
import EventLog

/// A member's entries in the database: what it writes there to come, stay, take, give back and go.
struct GroupMembership: Sendable {
    let group: String
    let topics: [String]
    let memberID: String

    /// Enters the member, and the group where it is new.
    func join(start: GroupStart, until expiry: Timestamp, _ connection: any DatabaseConnection) throws {
        for topic in topics {
            try connection.execute(
                "INSERT INTO event_group_member (group_name, topic, member_id, expires_at) VALUES ($1, $2, $3, $4)",
                group, topic, memberID, expiry.nanoseconds)
            let ends = try connection.rows(
                "SELECT id, next_offset FROM event_partition WHERE topic = $1", topic
            ) { row in
                (id: try row.next() as Int64, end: try row.next() as Int64)
            }
            for (id, end) in ends {
                try connection.execute(
                    """
                    INSERT INTO event_group_partition (group_name, partition_id, committed) VALUES ($1, $2, $3)
                    ON CONFLICT (group_name, partition_id) DO NOTHING
                    """, group, id, start == .earliest ? 0 : end)
            }
        }
    }

    /// Says that the member is alive; `false` where it has been removed for its silence.
    func beat(until expiry: Timestamp, _ connection: any DatabaseConnection) throws -> Bool {
        try connection.execute(
            "UPDATE event_group_member SET expires_at = $1 WHERE group_name = $2 AND member_id = $3",
            expiry.nanoseconds, group, memberID) > 0
    }

    /// Removes members that were silent for too long, and frees their partitions.
    func removeExpired(now: Timestamp, _ connection: any DatabaseConnection) throws {
        try connection.execute(
            "DELETE FROM event_group_member WHERE group_name = $1 AND expires_at <= $2", group, now.nanoseconds)
        try connection.execute(
            """
            UPDATE event_group_partition SET member_id = NULL
            WHERE group_name = $1 AND member_id IS NOT NULL
              AND member_id NOT IN (SELECT member_id FROM event_group_member WHERE group_name = $1)
            """, group)
    }

    /// Gives a partition back.
    func release(_ partitionID: Int64, _ connection: any DatabaseConnection) throws {
        try connection.execute(
            """
            UPDATE event_group_partition SET member_id = NULL
            WHERE group_name = $1 AND partition_id = $2 AND member_id = $3
            """, group, partitionID, memberID)
    }

    /// Takes a free partition and returns how far the group came in it; `nil` where another member was faster.
    func claim(_ partitionID: Int64, _ connection: any DatabaseConnection) throws -> Int64? {
        try connection.firstRow(
            """
            UPDATE event_group_partition SET member_id = $1
            WHERE group_name = $2 AND partition_id = $3 AND member_id IS NULL RETURNING committed
            """, memberID, group, partitionID
        ) { row in try row.next() }
    }

    /// Removes the member and frees its partitions.
    func leave(_ connection: any DatabaseConnection) throws {
        try connection.execute(
            "UPDATE event_group_partition SET member_id = NULL WHERE group_name = $1 AND member_id = $2",
            group, memberID)
        try connection.execute(
            "DELETE FROM event_group_member WHERE group_name = $1 AND member_id = $2", group, memberID)
    }
}
