public import Clocks
import Redis
public import TaskQueue

extension RedisBroker {
    /// How many tasks one script forwards at most.
    private static let batch: Int64 = 500

    public func forwardDue(in queues: [String]) async throws(TaskQueueError) -> Timestamp? {
        var nextDue: Timestamp?
        var remaining = queues
        while !remaining.isEmpty {
            let sent = redisClock.localNow
            let arguments: [RedisArgument] = [.integer(Self.batch)]
            let replies = try await evaluate(UpkeepScripts.forward, remaining.map { ($0, arguments) })
            let received = redisClock.localNow
            var unfinished: [String] = []
            for (queue, reply) in zip(remaining, replies) {
                let result = try Forwarding(reply)
                if givenClock == nil { redisClock.adjust(sent: sent, received: received, server: result.now) }
                if result.pending > 0 { announceChange(.ready, in: queue) }
                if result.grouped > 0 { announceChange(.grouped, in: queue) }
                if result.looks == Self.batch {
                    unfinished.append(queue)
                } else {
                    watcher.awaitSchedule(of: queue, nextDue: result.nextDue)
                    nextDue = [nextDue, result.nextDue].compactMap(\.self).min()
                }
            }
            remaining = unfinished
        }
        return nextDue
    }

    public func deleteExpired(in queues: [String]) async throws(TaskQueueError) {
        var remaining = queues
        while !remaining.isEmpty {
            let replies = try await evaluate(UpkeepScripts.deleteExpired, remaining.map { ($0, []) })
            remaining = zip(remaining, replies).filter { $1.int.map { $0 > 0 } ?? false }.map(\.0)
        }
    }
}

/// What came of ``UpkeepScripts/forward`` in one queue.
private struct Forwarding {
    let looks: Int64
    let pending: Int64
    let grouped: Int64
    let nextDue: Timestamp?
    let now: Timestamp

    init(_ reply: RESPValue) throws(TaskQueueError) {
        guard let values = reply.array, values.count == 5, let looks = values[0].int, let pending = values[1].int,
            let grouped = values[2].int, let now = values[4].int
        else { throw .unexpected(reply, from: UpkeepScripts.forward.name) }
        self.looks = looks
        self.pending = pending
        self.grouped = grouped
        nextDue = values[3].int.map { Timestamp(nanoseconds: 0) + .microseconds($0) }
        self.now = Timestamp(nanoseconds: 0) + .microseconds(now)
    }
}
