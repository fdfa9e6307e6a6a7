import Clocks
import Database
public import EventLog

extension SQLiteEventLog: EventInspector {
    public func topics() async throws(EventLogError) -> [TopicSummary] {
        try await store.read { connection in
            var summaries: [TopicSummary] = []
            try connection.forEachRow(
                """
                SELECT topic, next_offset,
                    (SELECT MIN(record_offset) FROM event_record WHERE partition_id = event_partition.id)
                FROM event_partition ORDER BY topic, partition_number
                """, []
            ) { row in
                let topic: String = try row.next()
                let end: Int64 = try row.next()
                let first: Int64? = try row.next()
                if summaries.last?.name != topic { summaries.append(TopicSummary(name: topic, partitions: [])) }
                summaries[summaries.count - 1].partitions.append(min(first ?? end, end)..<end)
            }
            return summaries
        }
    }

    public func read(
        topic: String, partition: Int, from offset: Int64, limit: Int
    ) async throws(EventLogError) -> [EventRecord] {
        guard limit > 0 else { return [] }
        return try await store.read { connection in
            let partitionID = try TopicDirectory.partitionID(topic, partition, connection)
            return try RecordQuery.records(
                topic: topic, partition: partition, partitionID: partitionID, from: offset, limit: limit, connection)
        }
    }

    @discardableResult
    public func deleteRecords(
        topic: String, partition: Int, before offset: Int64
    ) async throws(EventLogError) -> Int {
        try await store.write { connection in
            let partitionID = try TopicDirectory.partitionID(topic, partition, connection)
            return try connection.execute(
                "DELETE FROM event_record WHERE partition_id = $1 AND record_offset < $2", partitionID, offset)
        }
    }

    public func progress(of group: String) async throws(EventLogError) -> [GroupProgress] {
        try await store.read { connection in
            try connection.rows(
                """
                SELECT p.topic, p.partition_number, g.committed, p.next_offset
                FROM event_group_partition g JOIN event_partition p ON p.id = g.partition_id
                WHERE g.group_name = $1 ORDER BY p.topic, p.partition_number
                """, group
            ) { row in
                GroupProgress(
                    topic: try row.next(), partition: try row.next(), committed: try row.next(), end: try row.next())
            }
        }
    }

    public func deleteGroup(_ group: String) async throws(EventLogError) {
        let now = clock.now
        try await store.write { connection in
            let member: String? = try connection.firstRow(
                "SELECT member_id FROM event_group_member WHERE group_name = $1 AND expires_at > $2 LIMIT 1",
                group, now.nanoseconds
            ) { row in try row.next() }
            guard member == nil else {
                throw EventLogError(.groupInUse, "group «\(group)» has members; stop them first")
            }
            try connection.execute("DELETE FROM event_group_member WHERE group_name = $1", group)
            try connection.execute("DELETE FROM event_group_partition WHERE group_name = $1", group)
        }
    }
}
