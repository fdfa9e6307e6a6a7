import Database
import EventLog
import Synchronization

/// Knows which rows are a topic's partitions. A topic's partitions never change, so each is looked up once.
final class TopicDirectory: Sendable {
    private let store: EventStore
    private let partitions: Int
    private let known = Mutex<[String: [Int64]]>([:])

    /// - Parameter partitions: how many a new topic gets.
    init(store: EventStore, partitions: Int) {
        self.store = store
        self.partitions = partitions
    }

    /// The row of each of a topic's partitions, by the partition's number. A topic that does not exist is made.
    func partitionIDs(of topic: String) async throws(EventLogError) -> [Int64] {
        if let ids = known.withLock({ $0[topic] }) { return ids }
        let count = partitions
        let ids = try await store.write { connection in
            let existing = try Self.load(topic, connection)
            guard existing.isEmpty else { return existing }
            for number in 0..<count {
                try connection.execute(
                    """
                    INSERT INTO event_partition (topic, partition_number, next_offset) VALUES ($1, $2, 0)
                    ON CONFLICT (topic, partition_number) DO NOTHING
                    """, topic, number)
            }
            return try Self.load(topic, connection)
        }
        known.withLock { $0[topic] = ids }
        return ids
    }

    /// The row of a partition of a topic that exists.
    /// - Throws: ``EventLogError`` with the code `unknownPartition`.
    static func partitionID(
        _ topic: String, _ partition: Int, _ connection: any DatabaseConnection
    ) throws -> Int64 {
        let ids = try load(topic, connection)
        guard !ids.isEmpty else { throw EventLogError(.unknownPartition, "there is no topic «\(topic)»") }
        guard ids.indices.contains(partition) else {
            throw EventLogError(
                .unknownPartition, "topic «\(topic)» has the partitions 0 to \(ids.count - 1), not \(partition)")
        }
        return ids[partition]
    }

    private static func load(_ topic: String, _ connection: any DatabaseConnection) throws -> [Int64] {
        try connection.rows("SELECT id FROM event_partition WHERE topic = $1 ORDER BY partition_number", topic) { row in
            try row.next()
        }
    }
}
