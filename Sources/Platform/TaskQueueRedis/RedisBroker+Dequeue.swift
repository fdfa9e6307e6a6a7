import Clocks
import Logging
import NIOCore
import Redis
public import TaskQueue

extension RedisBroker {
    /// The most tasks that one script takes, so that it does not keep others from the server for long.
    private static let batch = 1000

    public func dequeue(_ request: DequeueRequest) async throws(TaskQueueError) -> Delivery {
        var delivery = Delivery()
        // In a cluster a script stays within one queue.
        let steps = server.isCluster ? request.queues.map { [$0] } : [request.queues]
        for queues in steps where delivery.tasks.count < request.limit {
            try await take(request, from: queues, into: &delivery)
        }
        if delivery.tasks.count < request.limit { watcher.awaitTasks(in: request.queues) }
        return delivery
    }

    private func take(
        _ request: DequeueRequest, from queues: [String], into delivery: inout Delivery
    ) async throws(TaskQueueError) {
        guard !queues.isEmpty else { return }
        let limit = min(request.limit - delivery.tasks.count, Self.batch)
        let token = Int64.random(in: 1...Int64.max)
        let script = request.limits.isEmpty ? DequeueScripts.plain : DequeueScripts.limited
        var arguments: [RedisArgument] = [
            .integer(Int64(limit)), .integer(request.leaseDuration.wholeNanoseconds / 1000), .integer(token),
        ]
        for (type, limit) in request.limits { arguments += limit.arguments(type) }
        let reply = try await evaluate(script, in: queues, arguments)
        guard let values = reply.array, values.count % DeliveredTask.width == 2, let expiry = values[0].int,
            let parked = values[1].int
        else { throw .unexpected(reply, from: script.name) }
        if parked > 0 { for queue in queues { announceChange(.scheduled, in: queue) } }
        let expiresAt = Timestamp(nanoseconds: expiry * 1000)
        delivery.tasks.reserveCapacity(delivery.tasks.count + values.count / DeliveredTask.width)
        var damaged: [(task: UnreadableTask, id: ByteBuffer)] = []
        for index in stride(from: 2, to: values.count, by: DeliveredTask.width) {
            guard let task = DeliveredTask(values[index..<index + DeliveredTask.width], queues) else {
                throw .unexpected(reply, from: script.name)
            }
            switch task.read(token: token, expiresAt: expiresAt) {
            case .success(let leased): delivery.tasks.append(leased)
            case .failure(let unreadable):
                if unreadable.isSetAside {
                    delivery.unreadable.append(unreadable.task)
                } else {
                    damaged.append((unreadable.task, task.id))
                }
            }
        }
        try await setAside(damaged, token: token, into: &delivery)
    }

    /// Takes what turned out to be damaged out of the way.
    private func setAside(
        _ damaged: [(task: UnreadableTask, id: ByteBuffer)], token: Int64, into delivery: inout Delivery
    ) async throws(TaskQueueError) {
        for (task, id) in damaged {
            do {
                _ = try await evaluate(DequeueScripts.setAside, in: task.queue, [.buffer(id), .integer(token)])
                delivery.unreadable.append(task)
            } catch {
                // The tasks beside it must not be lost with it. It comes back when its lease has expired.
                logger.warning(
                    "cannot set an unreadable task aside",
                    metadata: ["task.id": "\(task.taskID)", "task.queue": "\(task.queue)", "error": "\(error)"])
            }
        }
    }
}

/// A task as ``DequeueScripts`` hand it out.
private struct DeliveredTask {
    static let width = 5

    var queue: String
    var id: ByteBuffer
    var message: ByteBuffer?
    var pendingSince: Int64?
    var crashCount: Int64

    /// - Parameter values: the ``width`` values of the task.
    init?(_ values: ArraySlice<RESPValue>, _ queues: [String]) {
        let start = values.startIndex
        guard let number = values[start].int, (1...Int64(queues.count)).contains(number),
            let id = values[start + 1].buffer
        else { return nil }
        queue = queues[Int(number) - 1]
        self.id = id
        message = values[start + 2].buffer
        pendingSince = values[start + 3].int
        crashCount = values[start + 4].int ?? 0
    }

    struct Unreadable: Error {
        var task: UnreadableTask
        /// Whether the script has done so.
        var isSetAside: Bool
    }

    func read(token: Int64, expiresAt: Timestamp) -> Result<LeasedTask, Unreadable> {
        let taskID = String(buffer: id)
        guard let encoded = message else {
            return .failure(unreadable(taskID, "there is no task under the id", isSetAside: true))
        }
        let message: TaskMessage
        do {
            message = try TaskMessage(encoded: encoded)
        } catch {
            return .failure(unreadable(taskID, "its message is damaged: \(error)", isSetAside: false))
        }
        guard message.id == taskID, message.queue == queue else {
            let other = "«\(message.id)» of the queue «\(message.queue)»"
            return .failure(unreadable(taskID, "its message is that of \(other)", isSetAside: false))
        }
        let lease = TaskLease(queue: queue, taskID: taskID, token: token, expiresAt: expiresAt)
        return .success(
            LeasedTask(
                message: message, lease: lease, pendingSince: pendingSince.map(Timestamp.init(nanoseconds:)),
                crashCount: Int(clamping: crashCount)))
    }

    private func unreadable(_ taskID: String, _ reason: String, isSetAside: Bool) -> Unreadable {
        Unreadable(task: UnreadableTask(queue: queue, taskID: taskID, reason: reason), isSetAside: isSetAside)
    }
}

extension TaskLimit {
    /// What ``DequeueScripts/limited`` takes.
    fileprivate func arguments(_ type: String) -> [RedisArgument] {
        var arguments: [RedisArgument] = [.text(type), concurrency.map { .integer(Int64($0)) } ?? ""]
        guard let rate else { return arguments + ["", ""] }
        let interval = Double(max(rate.period, .zero).wholeNanoseconds) / 1000 / Double(max(rate.count, 1))
        arguments += [.text("\(interval)"), .text("\(interval * Double(max(rate.burst, 1) - 1))")]
        return arguments
    }
}
