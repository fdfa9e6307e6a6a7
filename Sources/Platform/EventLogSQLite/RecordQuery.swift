import Clocks
import Database
import EventLog

/// Reads records of one partition.
enum RecordQuery {
    /// Up to `limit` records from `offset` on, in order.
    static func records(
        topic: String, partition: Int, partitionID: Int64, from offset: Int64, limit: Int,
        _ connection: any DatabaseConnection
    ) throws -> [EventRecord] {
        try connection.rows(
            """
            SELECT record_offset, created_at, record_key, headers, record_value FROM event_record
            WHERE partition_id = $1 AND record_offset >= $2 ORDER BY record_offset LIMIT $3
            """, partitionID, offset, limit
        ) { row in
            let position = EventPosition(topic: topic, partition: partition, offset: try row.next())
            let timestamp = Timestamp(nanoseconds: try row.next())
            let key: String? = try row.next()
            let headers = try HeaderCoding.decode(try row.next())
            let event = Event(topic: topic, key: key, value: try row.next(), headers: headers)
            return EventRecord(event, at: position, timestamp: timestamp)
        }
    }
}
