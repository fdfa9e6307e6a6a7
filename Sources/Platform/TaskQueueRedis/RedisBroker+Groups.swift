import Clocks
import Foundation
import Logging
import Redis
public import TaskQueue

extension RedisBroker {
    public func groups(in queue: String) async throws(TaskQueueError) -> [String] {
        try await send(RedisCommand("SMEMBERS", .text(keys(queue).groups))).strings().sorted()
    }

    public func takeSet(
        from group: String, in queue: String, policy: GroupPolicy, for duration: Duration
    ) async throws(TaskQueueError) -> GroupTaking {
        let id = UUID().uuidString.lowercased()
        let reply = try await evaluate(
            GroupScripts.take, in: queue,
            [
                .text(group), .text(id), .text(max(duration, .zero).decimalSeconds),
                .integer(Int64(max(policy.maxSize ?? 0, 0))),
                policy.maxDelay.map { .text(max($0, .zero).decimalSeconds) } ?? -1,
                .text(max(policy.gracePeriod, .zero).decimalSeconds),
            ]
        ).elements()
        switch reply.count {
        case 0: return .notBefore(nil)
        case 1: break
        default: return .notBefore(try policy.dueTime(oldest: reply[0], newest: reply[1]))
        }
        let tasks = try await members(ofSet: id, of: group, in: queue)
        guard !tasks.isEmpty else { return .notBefore(nil) }
        return .set(
            AggregationSet(
                id: id, queue: queue, group: group, tasks: tasks, expiresAt: Timestamp(seconds: reply[0].int ?? 0)))
    }

    /// How many members one script reads at most.
    private static let memberBatch = 1_000

    /// Reads the members of a set, and sets those aside that cannot be read.
    private func members(
        ofSet id: String, of group: String, in queue: String
    ) async throws(TaskQueueError) -> [TaskMessage] {
        let set: [RedisArgument] = [.text(group), .text(id)]
        var tasks: [TaskMessage] = []
        var unreadable: [String] = []
        var offset = 0
        while true {
            let rows = try await evaluate(
                GroupScripts.members, in: queue, set + [.integer(Int64(offset)), .integer(Int64(Self.memberBatch))]
            ).elements()
            for row in stride(from: 0, to: rows.count - 1, by: 2) {
                let id = rows[row].string ?? ""
                do throws(TaskQueueError) {
                    let fields = [rows[row + 1], .null, .null, .null, .null]
                    let info = try TaskInfo(
                        id: id, queue: queue, state: .aggregating, fields: fields[...], now: .distantPast)
                    tasks.append(info.message)
                } catch {
                    logger.error(
                        "a task is set aside: \(error)",
                        metadata: ["queue": "\(queue)", "task": "\(id)", "group": "\(group)"])
                    unreadable.append(id)
                }
            }
            guard rows.count == 2 * Self.memberBatch else { break }
            offset += Self.memberBatch
        }
        if !unreadable.isEmpty {
            _ = try await evaluate(GroupScripts.setAside, in: queue, set + unreadable.map { .text($0) })
        }
        return tasks
    }

    public func replace(_ set: AggregationSet, with task: NewTask?) async throws(TaskQueueError) -> Bool {
        var arguments: [RedisArgument] = [.text(set.group), .text(set.id)]
        if let task {
            guard task.message.queue == set.queue else {
                throw TaskQueueError(
                    .invalidOption, "the members of «\(set.queue)» cannot become a task of «\(task.message.queue)»")
            }
            arguments += task.arguments(keys(set.queue), now: clock.now)
        }
        let reply = try await evaluate(GroupScripts.replace, in: set.queue, arguments)
        if let task, let reason = reply.string {
            throw try Self.refusal([.integer(1), .simpleString(reason)], of: [task])
        }
        guard reply.int == 1 else { return false }
        switch task?.state {
        case nil: break
        case .scheduled: announceChange(.scheduled, in: set.queue)
        case .aggregating: announceChange(.grouped, in: set.queue)
        default: announceChange(.ready, in: set.queue)
        }
        return true
    }

    public func reclaimSets(in queues: [String]) async throws(TaskQueueError) {
        let batch = 100
        for queue in queues {
            var numbers: [Int]
            repeat {
                numbers = try await evaluate(
                    GroupScripts.reclaim, in: queue, [.integer(Int64(batch))]
                ).elements(2).map { Int($0.int ?? 0) }
                if numbers[1] > 0 { announceChange(.grouped, in: queue) }
            } while numbers[0] == batch
        }
    }
}

extension GroupPolicy {
    /// When it is time for a group that nothing else joins. Members join at whole seconds.
    fileprivate func dueTime(oldest: RESPValue, newest: RESPValue) throws(TaskQueueError) -> Timestamp {
        guard let oldest = oldest.double, let newest = newest.double else {
            throw TaskQueueError(.brokerFailure, "a group has a member that joined at no time")
        }
        let quiet = Timestamp(score: newest) + gracePeriod
        guard let maxDelay else { return quiet }
        return min(quiet, Timestamp(score: oldest) + maxDelay)
    }
}

extension Duration {
    /// `12.345678901`
    fileprivate var decimalSeconds: String {
        let (seconds, nanoseconds) = wholeNanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let digits = String(nanoseconds)
        return "\(seconds)." + String(repeating: "0", count: 9 - digits.count) + digits
    }
}
