import Clocks
import Logging
import Logging
import Redis
public import TaskQueue

extension RedisBroker {
    public func queues() async throws(TaskQueueError) -> [String] {
        try await send(RedisCommand("SMEMBERS", .text(RedisKeys.queues))).strings().sorted()
    }

    public func statistics(of queue: String) async throws(TaskQueueError) -> QueueStatistics {
        try await requireQueue(queue)
        let now = clock.now
        let reply = try await evaluate(InspectionScripts.counts, in: queue, [.text(now.dayName)])
        let values = try reply.elements(15)
        let numbers = values.map { $0.int }
        var counts: [TaskState: Int] = [:]
        let states: [TaskState] = [.pending, .active, .scheduled, .retry, .archived, .completed, .aggregating]
        for (state, count) in zip(states, numbers) {
            if let count, count > 0 { counts[state] = Int(count) }
        }
        let pendingSince = numbers[14].map(Timestamp.init(nanoseconds:))
        return QueueStatistics(
            queue: queue, counts: counts,
            latency: pendingSince.map { max(now - $0, .zero) } ?? .zero,
            // Whatever stands there: the queue is paused.
            pausedAt: values[9].isNull ? nil : Timestamp(seconds: numbers[9] ?? 0),
            today: DailyStatistics(
                day: now.startOfDay, processed: numbers[12] ?? 0, failed: numbers[13] ?? 0),
            processedTotal: numbers[10] ?? 0, failedTotal: numbers[11] ?? 0,
            groupCount: Int(numbers[8] ?? 0), unreadableCount: Int(numbers[7] ?? 0),
            memoryUsage: try await memoryUsage(of: queue))
    }

    /// How many tasks of a state stand for all of them in the estimate.
    private static let memorySample: Int64 = 20

    /// `nil` where the server does not tell, as some hosted ones do not.
    private func memoryUsage(of queue: String) async throws(TaskQueueError) -> Int64? {
        do {
            return try await evaluate(InspectionScripts.memory, in: queue, [.integer(Self.memorySample)]).int
        } catch {
            guard !error.isRetryable else { throw error }
            logger.warning("cannot tell how much memory a queue takes: \(error)", metadata: ["queue": "\(queue)"])
            return nil
        }
    }

    public func history(of queue: String, days: Int) async throws(TaskQueueError) -> [DailyStatistics] {
        try await requireQueue(queue)
        guard days > 0 else { return [] }
        let keys = keys(queue)
        let today = clock.now.startOfDay
        let moments = (0..<days).map { today - .seconds(86_400 * $0) }
        let names = moments.flatMap { [keys.processed(on: $0.dayName), keys.failed(on: $0.dayName)] }
        let counts = try await send(RedisCommand("MGET", arguments: names.map { .text($0) })).elements(2 * days)
        return moments.enumerated().map { index, day in
            DailyStatistics(day: day, processed: counts[2 * index].int ?? 0, failed: counts[2 * index + 1].int ?? 0)
        }
    }

    public func groupSizes(in queue: String) async throws(TaskQueueError) -> [GroupSize] {
        try await requireQueue(queue)
        return try await sizes(ofGroupsIn: queue)
    }

    /// The groups that have members, by name.
    func sizes(ofGroupsIn queue: String) async throws(TaskQueueError) -> [GroupSize] {
        let rows = try await evaluate(InspectionScripts.groups, in: queue, []).elements()
        return stride(from: 0, to: rows.count - 1, by: 2).compactMap { index in
            guard let group = rows[index].string, let size = rows[index + 1].int, size > 0 else { return nil }
            return GroupSize(group: group, size: Int(size))
        }.sorted { $0.group < $1.group }
    }

    /// - Throws: ``TaskQueueError`` with the code `notFound` where there is no such queue.
    func requireQueue(_ queue: String) async throws(TaskQueueError) {
        guard try await hasQueue(queue) else { throw .noQueue(queue) }
    }

    /// Whether the queue is known to exist.
    func hasQueue(_ queue: String) async throws(TaskQueueError) -> Bool {
        try await send(RedisCommand("SISMEMBER", .text(RedisKeys.queues), .text(queue))).int == 1
    }
}

extension Timestamp {
    /// The first moment of the UTC day.
    fileprivate var startOfDay: Timestamp {
        let second = seconds % 86_400
        return Timestamp(seconds: seconds - (second < 0 ? second + 86_400 : second))
    }
}
