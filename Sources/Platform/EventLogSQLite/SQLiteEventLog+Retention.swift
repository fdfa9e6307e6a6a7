import Clocks
import Database
public import EventLog
import Logging
public import ServiceLifecycle

extension SQLiteEventLog: Service {
    /// How often old records are looked for: every minute.
    public static let trimInterval = Duration.seconds(60)

    /// Trims regularly, until graceful shutdown or cancellation.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let count = try await self.trim()
                    if count > 0 { self.logger.debug("trimmed old events", metadata: ["count": "\(count)"]) }
                } catch {
                    self.logger.warning("trimming old events failed", metadata: ["error": "\(error)"])
                }
                do { try await self.clock.sleep(for: Self.trimInterval) } catch { return }
            }
        }
    }

    /// Deletes records that are older than the retention, and returns how many there were.
    ///
    /// A record that a group has yet to commit stays, however old. So does what is in a dead-letter topic: it waits
    /// for an operator, who retries it or discards it with ``deleteRecords(topic:partition:before:)``.
    /// - Throws: ``EventLogError``
    @discardableResult
    public func trim() async throws(EventLogError) -> Int {
        let partitions = try await store.read { connection in
            try connection.rows("SELECT id, topic FROM event_partition") { row in
                (id: try row.next() as Int64, topic: try row.next() as String)
            }
        }
        let oldest = clock.now - retention
        var count = 0
        for (partitionID, topic) in partitions where !EventNames.isDeadLetterTopic(topic) {
            var batch: Int
            repeat {
                batch = try await trim(partitionID, before: oldest)
                count += batch
            } while batch == Self.trimBatch
        }
        return count
    }

    /// The most records deleted in one transaction, so that producers never wait long for it.
    private static let trimBatch = 1000

    /// Deletes up to a batch of the oldest records of a partition.
    private func trim(_ partitionID: Int64, before oldest: Timestamp) async throws(EventLogError) -> Int {
        // Most of the time there is nothing to trim, and a read is enough to know.
        guard try await store.read({ try Self.trimBound(partitionID, before: oldest, $0) }) != nil else { return 0 }
        return try await store.write { connection in
            // Looked up again: a new group may have come in between.
            guard let bound = try Self.trimBound(partitionID, before: oldest, connection) else { return 0 }
            return try connection.execute(
                "DELETE FROM event_record WHERE partition_id = $1 AND record_offset <= $2", partitionID, bound)
        }
    }

    /// The last record of the next batch to trim; `nil` where there is nothing to trim.
    private static func trimBound(
        _ partitionID: Int64, before oldest: Timestamp, _ connection: any DatabaseConnection
    ) throws -> Int64? {
        let candidates = try connection.rows(
            """
            SELECT record_offset, created_at FROM event_record
            WHERE partition_id = $1 AND record_offset < COALESCE(
                (SELECT MIN(committed) FROM event_group_partition WHERE partition_id = $1),
                (SELECT next_offset FROM event_partition WHERE id = $1))
            ORDER BY record_offset LIMIT $2
            """, partitionID, trimBatch
        ) { row in
            (offset: try row.next() as Int64, createdAt: Timestamp(nanoseconds: try row.next()))
        }
        return candidates.prefix { $0.createdAt < oldest }.last?.offset
    }
}
