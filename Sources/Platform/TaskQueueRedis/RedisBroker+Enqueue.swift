import Clocks
import Crypto
import Redis
public import TaskQueue

extension RedisBroker {
    public func enqueue(_ tasks: [NewTask]) async throws(TaskQueueError) {
        guard let first = tasks.first else { return }
        let queues = Set(tasks.map(\.message.queue)).sorted()
        guard queues.count == 1 || !server.isCluster else {
            throw TaskQueueError(
                .invalidOption,
                "tasks of several queues (\(queues.joined(separator: ", "))) cannot be stored in one step in a cluster")
        }
        let unregistered = registrations.missing(of: queues)
        let registry = try await prepareRegistration(of: unregistered)
        if tasks.count == 1, first.isPlain {
            try await enqueuePlain(first.message, registers: !unregistered.isEmpty && !server.isCluster)
        } else {
            try await enqueue(tasks, in: queues, registry)
        }
        if !unregistered.isEmpty {
            registrations.add(unregistered)
            // Every few seconds, for processes that only enqueue: workers see the server's time as they go.
            await followClock()
        }
        for task in tasks { announceChange(task.signal, in: task.message.queue) }
    }

    /// Sees to it that queues get into the set of all queues, which is what makes them visible.
    /// - Returns: the set's key for the script that stores the tasks to do so. In a cluster, where the set may be on
    ///   another node, it is done here.
    private func prepareRegistration(of queues: [String]) async throws(TaskQueueError) -> RedisArgument {
        guard !queues.isEmpty else { return "" }
        guard server.isCluster else { return .text(RedisKeys.queues) }
        _ = try await send(RedisCommand("SADD", arguments: [.text(RedisKeys.queues)] + queues.map { .text($0) }))
        return ""
    }

    /// Stores a task together with those that other callers have for the same queue at this moment.
    private func enqueuePlain(
        _ message: TaskMessage, registers: Bool
    ) async throws(TaskQueueError) {
        let entry = EnqueueCombiner.Entry(id: message.id, message: message.encoded(), registersQueue: registers)
        let isStored = try await combiner.store(entry, in: message.queue) { entries throws(TaskQueueError) in
            let registers = entries.contains(where: \.registersQueue)
            var arguments: [RedisArgument] = [registers ? .text(RedisKeys.queues) : ""]
            arguments.reserveCapacity(1 + 2 * entries.count)
            for entry in entries {
                arguments.append(.text(entry.id))
                arguments.append(.bytes(entry.message))
            }
            let reply = try await self.evaluate(EnqueueScripts.pending, in: message.queue, arguments)
            guard let refused = reply.array else { throw .unexpected(reply, from: EnqueueScripts.pending.name) }
            return Set(refused.compactMap { $0.int.map { Int($0) - 1 } })
        }
        guard isStored else { throw .idConflict(message) }
    }

    private func enqueue(
        _ tasks: [NewTask], in queues: [String], _ registry: RedisArgument
    ) async throws(TaskQueueError) {
        let numbers = Dictionary(uniqueKeysWithValues: zip(queues, Int64(1)...))
        let moment = clock.now
        var arguments = [registry]
        for task in tasks {
            arguments.append(.integer(numbers[task.message.queue] ?? 0))
            arguments += task.arguments(keys(task.message.queue), now: moment)
        }
        let reply = try await evaluate(EnqueueScripts.all, in: queues, arguments)
        if let refusal = reply.array { throw try Self.refusal(refusal, of: tasks) }
    }

    /// The error for what the scripts that store tasks answer when they refuse one.
    static func refusal(_ reply: [RESPValue], of tasks: [NewTask]) throws(TaskQueueError) -> TaskQueueError {
        guard reply.count == 2, let number = reply[0].int.flatMap(Int.init(exactly:)),
            tasks.indices.contains(number - 1)
        else { throw .unexpected(.array(reply), from: EnqueueScripts.all.name) }
        let task = tasks[number - 1]
        switch reply[1].string {
        case "claim":
            return TaskQueueError(.duplicateTask, "«\(task.claim?.name ?? "")» was claimed before")
        case "lock":
            return TaskQueueError(
                .duplicateTask,
                """
                the queue «\(task.message.queue)» has had a «\(task.message.type)» task of the same payload a short \
                time ago
                """)
        default: return .idConflict(task.message)
        }
    }
}

extension NewTask {
    /// Whether the task only has to be put into its queue.
    fileprivate var isPlain: Bool {
        processAt == nil && uniqueFor == nil && claim == nil && message.group == nil
    }

    fileprivate var signal: BrokerSignal {
        switch state {
        case .scheduled: .scheduled
        case .aggregating: .grouped
        default: .ready
        }
    }

    /// What ``EnqueueScripts/storing`` takes.
    func arguments(_ keys: QueueKeys, now: Timestamp) -> [RedisArgument] {
        var message = message
        var lock: (key: RedisArgument, duration: RedisArgument) = ("", "")
        if let uniqueFor {
            let key = keys.unique(type: message.type, digest: Self.digest(message.payload))
            message.uniqueKey = key
            lock = (.text(key), .integer((uniqueFor + max((processAt ?? now) - now, .zero)).milliseconds))
        }
        let due = processAt.map { ($0.secondsRoundedUp, $0.exactDue) }
        return [
            .text(message.id), .bytes(message.encoded()), due.map { .integer($0.0) } ?? "",
            due?.1.map { .integer($0) } ?? "", .text(message.group ?? ""), lock.key, lock.duration,
            claim.map { .text(keys.claim($0.name)) } ?? "", claim.map { .integer($0.duration.milliseconds) } ?? "",
        ]
    }

    /// The payload's MD5 in hexadecimal; empty for an empty payload, which asynq's clients give as none.
    static func digest(_ payload: [UInt8]) -> String {
        guard !payload.isEmpty else { return "" }
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: Insecure.MD5.hash(data: payload).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
            as: UTF8.self)
    }
}

extension Timestamp {
    /// The moment in Unix microseconds, rounded up, where whole seconds do not say it all.
    var exactDue: Int64? { nanoseconds % 1_000_000_000 == 0 ? nil : microsecondsRoundedUp }
}

extension Duration {
    /// In milliseconds, at least one.
    fileprivate var milliseconds: Int64 {
        max(1, (wholeNanoseconds / 1_000_000) + (wholeNanoseconds % 1_000_000 > 0 ? 1 : 0))
    }
}

extension TaskQueueError {
    fileprivate static func idConflict(_ message: TaskMessage) -> TaskQueueError {
        TaskQueueError(
            .taskIDConflict, "the queue «\(message.queue)» has a task with the id «\(message.id)» already")
    }
}
