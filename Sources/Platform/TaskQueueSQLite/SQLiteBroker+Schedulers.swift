import Clocks
import Database
import Foundation
public import TaskQueue

extension SQLiteBroker {
    public func announce(
        _ entries: [SchedulerEntry], of scheduler: ProcessIdentity, for duration: Duration
    ) async throws(TaskQueueError) {
        let now = clock.now
        try await write { connection in
            try connection.execute("DELETE FROM scheduler_entries WHERE expires_at <= $1", now.nanoseconds)
            try Self.deleteEntries(of: scheduler, connection)
            for (place, entry) in entries.enumerated() {
                try connection.execute(
                    """
                    INSERT INTO scheduler_entries (
                        host, pid, scheduler_id, place, id, spec, type, payload, options, next_enqueue_at,
                        previous_enqueue_at, expires_at
                    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                    """, scheduler.host, scheduler.pid, scheduler.id, place, entry.id, entry.spec, entry.type,
                    entry.payload, try Self.text(entry.options), entry.nextEnqueueAt?.nanoseconds,
                    entry.previousEnqueueAt?.nanoseconds, (now + duration).nanoseconds)
            }
        }
    }

    public func withdrawEntries(of scheduler: ProcessIdentity) async throws(TaskQueueError) {
        try await write { try Self.deleteEntries(of: scheduler, $0) }
    }

    private static func deleteEntries(
        of scheduler: ProcessIdentity, _ connection: any DatabaseConnection
    ) throws {
        try connection.execute(
            "DELETE FROM scheduler_entries WHERE host = $1 AND pid = $2 AND scheduler_id = $3",
            scheduler.host, scheduler.pid, scheduler.id)
    }

    public func schedulerEntries() async throws(TaskQueueError) -> [ScheduledEntry] {
        let now = clock.now
        return try await read { connection in
            try connection.rows(
                """
                SELECT host, pid, scheduler_id, id, spec, type, payload, options, next_enqueue_at, previous_enqueue_at
                FROM scheduler_entries WHERE expires_at > $1
                ORDER BY next_enqueue_at IS NULL, next_enqueue_at, host, pid, scheduler_id, place
                """, now.nanoseconds
            ) { try ScheduledEntry(&$0) }
        }
    }

    public func record(_ event: EnqueueEvent, of entryID: String) async throws(TaskQueueError) {
        try await write { connection in
            try connection.execute(
                "INSERT INTO enqueue_events (entry_id, task_id, enqueued_at) VALUES ($1, $2, $3)",
                entryID, event.taskID, event.enqueuedAt.nanoseconds)
            try connection.execute(
                """
                DELETE FROM enqueue_events WHERE number IN (
                    SELECT number FROM enqueue_events WHERE entry_id = $1
                    ORDER BY enqueued_at DESC, number DESC LIMIT \(Self.batch) OFFSET \(EnqueueEvent.historyLimit)
                )
                """, entryID)
        }
    }

    public func enqueueEvents(
        of entryID: String, offset: Int, limit: Int
    ) async throws(TaskQueueError) -> [EnqueueEvent] {
        try await read { connection in
            try connection.rows(
                """
                SELECT task_id, enqueued_at FROM enqueue_events WHERE entry_id = $1
                ORDER BY enqueued_at DESC, number DESC LIMIT $2 OFFSET $3
                """, entryID, max(limit, 0), max(offset, 0)
            ) { row in
                try EnqueueEvent(taskID: row.next(), enqueuedAt: Timestamp(nanoseconds: row.next()))
            }
        }
    }

    /// Options as the column holds them: JSON.
    private static func text(_ options: [String]) throws -> String {
        String(decoding: try JSONEncoder().encode(options), as: UTF8.self)
    }
}

extension ScheduledEntry {
    fileprivate init(_ row: inout RowReader) throws {
        let scheduler = try ProcessIdentity(host: row.next(), pid: row.next(), id: row.next())
        let (id, spec, type): (String, String, String) = try (row.next(), row.next(), row.next())
        let payload: [UInt8] = try row.next()
        let options: String = try row.next()
        let entry = SchedulerEntry(
            id: id, spec: spec, type: type, payload: payload,
            options: try JSONDecoder().decode([String].self, from: Data(options.utf8)),
            nextEnqueueAt: try (row.next() as Int64?).map(Timestamp.init(nanoseconds:)),
            previousEnqueueAt: try (row.next() as Int64?).map(Timestamp.init(nanoseconds:)))
        self.init(entry: entry, scheduler: scheduler)
    }
}
