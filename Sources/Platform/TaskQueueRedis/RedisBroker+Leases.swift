public import Clocks
import Logging
import NIOCore
import Redis
public import TaskQueue

extension RedisBroker {
    public func extendLeases(
        _ leases: [TaskLease], until expiry: Timestamp
    ) async throws(TaskQueueError) -> [TaskLease] {
        let queues = Dictionary(grouping: leases, by: \.queue).sorted { $0.key < $1.key }
        guard !queues.isEmpty else { return [] }
        let replies = try await evaluate(
            LeaseScripts.extend,
            queues.map { queue, leases in
                let identities = leases.flatMap(\.identity)
                return (queue, [.text(expiry.score)] + identities)
            })
        var lost: [TaskLease] = []
        for ((_, leases), reply) in zip(queues, replies) {
            guard let numbers = reply.array else { throw .unexpected(reply, from: LeaseScripts.extend.name) }
            for number in numbers.compactMap(\.int) where (1...Int64(leases.count)).contains(number) {
                lost.append(leases[Int(number) - 1])
            }
        }
        return lost
    }

    public func beginAttempt(atSuspect lease: TaskLease) async throws(TaskQueueError) -> Bool {
        try await evaluate(LeaseScripts.countCrash, in: lease.queue, lease.identity).int == 1
    }

    public func expiredLeases(in queues: [String], limit: Int) async throws(TaskQueueError) -> [LeasedTask] {
        var tasks: [LeasedTask] = []
        for queue in queues where tasks.count < limit {
            let arguments: [RedisArgument] = [.integer(Int64(limit - tasks.count))]
            let reply = try await evaluate(LeaseScripts.expired, in: queue, arguments)
            guard let values = reply.array, values.count % 5 == 0 else {
                throw .unexpected(reply, from: LeaseScripts.expired.name)
            }
            for index in stride(from: 0, to: values.count, by: 5) {
                if let task = try await expired(values[index..<index + 5], in: queue) { tasks.append(task) }
            }
        }
        return tasks
    }

    /// Reads what ``LeaseScripts/expired`` gives for a task. One that cannot be read goes back to the pending ones,
    /// where who takes it next sets it aside and reports it.
    private func expired(
        _ values: ArraySlice<RESPValue>, in queue: String
    ) async throws(TaskQueueError) -> LeasedTask? {
        let start = values.startIndex
        guard let id = values[start].buffer, let expiry = values[start + 1].double else {
            throw .unexpected(.array(Array(values)), from: LeaseScripts.expired.name)
        }
        guard let encoded = values[start + 2].buffer else { return nil }
        let token = values[start + 3].int ?? 0
        let taskID = String(buffer: id)
        let lease = TaskLease(queue: queue, taskID: taskID, token: token, expiresAt: Timestamp(score: expiry))
        do {
            let message = try TaskMessage(encoded: encoded)
            if message.id == taskID, message.queue == queue {
                return LeasedTask(message: message, lease: lease, crashCount: Int(values[start + 4].int ?? 0))
            }
        } catch {
            logger.debug(
                "the lease of a damaged task has expired",
                metadata: ["task.id": "\(taskID)", "task.queue": "\(queue)", "error": "\(error)"])
        }
        _ = try await evaluate(LeaseScripts.putBack, in: queue, [.buffer(id)] + lease.identity.dropFirst())
        announceChange(.ready, in: queue)
        return nil
    }
}

extension TaskLease {
    /// By what scripts know a lease: the task's id, the token and the expiry.
    fileprivate var identity: [RedisArgument] {
        [.text(taskID), .integer(token), .text(expiresAt.score)]
    }
}
