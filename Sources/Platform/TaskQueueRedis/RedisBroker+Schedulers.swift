import Clocks
import Logging
import NIOCore
import Redis
public import TaskQueue

extension RedisBroker {
    public func announce(
        _ entries: [SchedulerEntry], of scheduler: ProcessIdentity, for duration: Duration
    ) async throws(TaskQueueError) {
        let key = RedisKeys.scheduler(scheduler.text)
        let sorted = entries.sorted {
            ($0.nextEnqueueAt ?? .distantFuture, $0.id) < ($1.nextEnqueueAt ?? .distantFuture, $1.id)
        }
        let arguments = [.integer(duration.wholeMilliseconds)] + sorted.map { RedisArgument.bytes($0.encoded()) }
        _ = try await evaluate(RegistryScripts.entries, keys: [key], arguments)
        let now = clock.now
        _ = try await send([
            RedisCommand(
                "ZADD", .text(RedisKeys.schedulers), .integer((now + duration).seconds), .text(key)),
            RedisCommand("ZREMRANGEBYSCORE", .text(RedisKeys.schedulers), "-inf", .text("(\(now.seconds)")),
        ])
    }

    public func withdrawEntries(of scheduler: ProcessIdentity) async throws(TaskQueueError) {
        let key = RedisKeys.scheduler(scheduler.text)
        _ = try await send([
            RedisCommand("ZREM", .text(RedisKeys.schedulers), .text(key)),
            RedisCommand("DEL", .text(key)),
        ])
    }

    /// For how long the history of an entry is kept after its last event. asynq keeps it until the scheduler stops
    /// in good order, and for ever where it does not; ours belongs to the entry, which several schedulers share.
    private static let historyAge: Duration = .seconds(90 * 86_400)

    public func record(_ event: EnqueueEvent, of entryID: String) async throws(TaskQueueError) {
        _ = try await evaluate(
            RegistryScripts.event, keys: [RedisKeys.schedulerHistory(entryID)],
            [
                .integer(event.enqueuedAt.seconds), .bytes(event.encoded()),
                .integer(Int64(EnqueueEvent.historyLimit)), .integer(Self.historyAge.components.seconds),
            ])
    }

    public func schedulerEntries() async throws(TaskQueueError) -> [ScheduledEntry] {
        var entries: [ScheduledEntry] = []
        for key in try await aliveKeys(in: RedisKeys.schedulers) {
            guard let scheduler = ProcessIdentity(key: key, prefix: "\(RedisKeys.schedulers):") else {
                logger.warning("a key is not that of a scheduler", metadata: ["key": "\(key)"])
                continue
            }
            for value in try await send(RedisCommand("LRANGE", .text(key), 0, -1)).elements() {
                guard let bytes = value.buffer else { continue }
                do throws(TaskQueueError) {
                    let entry = try decode(bytes, as: SchedulerEntry.init(encoded:))
                    entries.append(ScheduledEntry(entry: entry, scheduler: scheduler))
                } catch {
                    logger.warning("an entry is left out of the list: \(error)", metadata: ["key": "\(key)"])
                }
            }
        }
        return entries.sorted {
            ($0.entry.nextEnqueueAt ?? .distantFuture, $0.entry.id, $0.scheduler.text)
                < ($1.entry.nextEnqueueAt ?? .distantFuture, $1.entry.id, $1.scheduler.text)
        }
    }

    public func enqueueEvents(
        of entryID: String, offset: Int, limit: Int
    ) async throws(TaskQueueError) -> [EnqueueEvent] {
        guard limit > 0, offset >= 0, offset < EnqueueEvent.historyLimit else { return [] }
        let last = offset + min(limit, EnqueueEvent.historyLimit) - 1
        let key = RedisKeys.schedulerHistory(entryID)
        let values = try await send(
            RedisCommand("ZREVRANGE", .text(key), .integer(Int64(offset)), .integer(Int64(last)))
        ).elements()
        return values.compactMap { value in
            guard let bytes = value.buffer else { return nil }
            do throws(TaskQueueError) {
                return try decode(bytes, as: EnqueueEvent.init(encoded:))
            } catch {
                logger.warning("an enqueue event is left out of the list: \(error)", metadata: ["key": "\(key)"])
                return nil
            }
        }
    }

    /// Reads a record that anybody may have written.
    /// - Throws: ``TaskQueueError`` with the code `brokerFailure`.
    func decode<Record>(
        _ bytes: ByteBuffer, as read: (ByteBuffer) throws(ProtobufError) -> Record
    ) throws(TaskQueueError) -> Record {
        do throws(ProtobufError) {
            return try read(bytes)
        } catch {
            throw TaskQueueError(.brokerFailure, "a record cannot be read: \(error)")
        }
    }
}
