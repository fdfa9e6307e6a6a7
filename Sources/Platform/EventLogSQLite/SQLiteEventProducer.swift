import Clocks
import Database
public import EventLog

/// Appends events to a ``SQLiteEventLog``. The events of one call are appended together or not at all.
public struct SQLiteEventProducer: EventProducer {
    /// An event and where it is to go.
    private struct Placed {
        var event: Event
        var partition: Int
        var partitionID: Int64
    }

    let store: EventStore
    let topics: TopicDirectory
    let switchboard: Switchboard
    let partitioner: EventPartitioner
    let clock: any WallClock

    public func send(_ events: [Event]) async throws(EventLogError) -> [EventPosition] {
        guard !events.isEmpty else { return [] }
        for event in events { try event.validate() }
        return try await EventSending(events, system: "sqlite").run { events throws(EventLogError) in
            try await place(events)
        }
    }

    private func place(_ events: [Event]) async throws(EventLogError) -> [EventPosition] {
        var placed: [Placed] = []
        for event in events {
            let ids = try await topics.partitionIDs(of: event.topic)
            let partition = partitioner.partition(for: event.key, of: ids.count)
            placed.append(Placed(event: event, partition: partition, partitionID: ids[partition]))
        }

        let offsets = try await append(placed)
        var ends: [Int64: Int64] = [:]
        for (place, offset) in zip(placed, offsets) { ends[place.partitionID] = offset + 1 }
        switchboard.recordsArrived(ends)
        return zip(placed, offsets).map { place, offset in
            EventPosition(topic: place.event.topic, partition: place.partition, offset: offset)
        }
    }

    private func append(_ placed: [Placed]) async throws(EventLogError) -> [Int64] {
        let now = clock.now
        return try await store.write { connection in
            var next = try Self.reserve(placed, connection)
            return try placed.map { place in
                let offset = next[place.partitionID, default: 0]
                next[place.partitionID] = offset + 1
                try connection.execute(
                    """
                    INSERT INTO event_record
                        (partition_id, record_offset, created_at, record_key, headers, record_value)
                    VALUES ($1, $2, $3, $4, $5, $6)
                    """,
                    place.partitionID, offset, now.nanoseconds, place.event.key,
                    HeaderCoding.encode(place.event.headers), place.event.value)
                return offset
            }
        }
    }

    /// Takes as many offsets of each partition as are needed, and returns the first of each.
    private static func reserve(
        _ placed: [Placed], _ connection: any DatabaseConnection
    ) throws -> [Int64: Int64] {
        var counts: [Int64: Int64] = [:]
        for place in placed { counts[place.partitionID, default: 0] += 1 }
        var first: [Int64: Int64] = [:]
        // In one order everywhere, so that two batches cannot wait for each other's rows.
        for (partitionID, count) in counts.sorted(by: { $0.key < $1.key }) {
            let end: Int64? = try connection.firstRow(
                "UPDATE event_partition SET next_offset = next_offset + $1 WHERE id = $2 RETURNING next_offset",
                count, partitionID
            ) { row in try row.next() }
            guard let end else {
                throw EventLogError(.corrupt, "the row of partition \(partitionID) is gone")
            }
            first[partitionID] = end - count
        }
        return first
    }
}
