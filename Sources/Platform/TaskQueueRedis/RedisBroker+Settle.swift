import Clocks
import Logging
import Redis
public import TaskQueue

extension RedisBroker {
    /// The most outcomes that one script applies.
    private static let batch = 1000

    public func settle(_ outcomes: [TaskOutcome]) async throws(TaskQueueError) -> [TaskLease] {
        let moment = clock.now
        var batches: [Batch] = []
        var open: [String: Int] = [:]
        for outcome in outcomes {
            let queue = outcome.task.lease.queue
            let index: Int
            if let found = open[queue], batches[found].leases.count < Self.batch {
                index = found
            } else {
                index = batches.count
                open[queue] = index
                batches.append(Batch(queue: queue))
            }
            batches[index].add(outcome, at: moment)
        }
        guard !batches.isEmpty else { return [] }
        let header: [RedisArgument] = [.text(moment.dayName), .integer(moment.seconds + Self.counterLifetime)]
        let replies = try await evaluate(
            SettleScripts.settle,
            batches.map { ($0.queue, header + [.text($0.kinds.map(\.rawValue).joined())] + $0.arguments) })
        var lost: [TaskLease] = []
        for (batch, reply) in zip(batches, replies) {
            guard let values = reply.array, values.count >= 2, let problem = values[0].string else {
                throw .unexpected(reply, from: SettleScripts.settle.name)
            }
            if !problem.isEmpty {
                logger.warning(
                    "a counter of a queue is damaged and was not changed",
                    metadata: ["task.queue": "\(batch.queue)", "error": "\(problem)"])
            }
            let hasReleased = values[1].int.map { $0 > 0 } ?? false
            let hasPutBack = !batch.kinds.isDisjoint(with: [.requeue, .recover])
            if hasReleased || hasPutBack { announceChange(.ready, in: batch.queue) }
            if batch.kinds.contains(.retry) { announceChange(.scheduled, in: batch.queue) }
            lost += values[2...].compactMap { batch.lease(number: $0) }
        }
        return lost
    }

    /// How long the counters of a day are kept, in seconds.
    private static let counterLifetime: Int64 = 90 * 86_400
}

/// Outcomes of tasks of one queue, as ``SettleScripts`` take them.
private struct Batch {
    /// The kinds of outcome, by the letters that the script knows them by.
    enum Kind: String {
        case done = "d"
        case completed = "c"
        case retry = "r"
        case archive = "a"
        case requeue = "q"
        case recover = "v"
    }

    let queue: String
    var leases: [TaskLease] = []
    var kinds: Set<Kind> = []
    var arguments: [RedisArgument] = []

    init(queue: String) {
        self.queue = queue
    }

    /// The lease of an outcome as the script numbers them, from 1.
    func lease(number: RESPValue) -> TaskLease? {
        guard let number = number.int, (1...Int64(leases.count)).contains(number) else { return nil }
        return leases[Int(number) - 1]
    }

    mutating func add(_ outcome: TaskOutcome, at now: Timestamp) {
        var message = outcome.task.message
        let lock = RedisArgument.text(message.uniqueKey ?? "")
        switch outcome.transition {
        case .done:
            add(.done, outcome.task.lease, lock)
        case .completed(let result):
            message.completedAt = now
            let expiry = now + (message.retention ?? .zero)
            add(
                .completed, outcome.task.lease, lock, .bytes(message.encoded()), .integer(expiry.seconds),
                .bytes(result ?? []))
        case .retry(let due, let error, let isFailure):
            if isFailure { message.retryCount += 1 }
            message.fail(error, at: now)
            add(
                .retry, outcome.task.lease, .bytes(message.encoded()), .integer(due.secondsRoundedUp),
                due.exactDue.map { .integer($0) } ?? "", isFailure ? 1 : 0)
        case .archive(let error):
            message.fail(error, at: now)
            add(.archive, outcome.task.lease, .bytes(message.encoded()))
        case .requeue: add(.requeue, outcome.task.lease)
        case .recover: add(.recover, outcome.task.lease)
        }
    }

    private mutating func add(_ kind: Kind, _ lease: TaskLease, _ details: RedisArgument...) {
        leases.append(lease)
        kinds.insert(kind)
        // Only a lease without a token is known by its expiry.
        let expiry = lease.token == 0 ? lease.expiresAt.score : ""
        arguments += [.text(kind.rawValue), .text(lease.taskID), .integer(lease.token), .text(expiry)]
        arguments += details
    }
}

extension TaskMessage {
    fileprivate mutating func fail(_ error: String, at now: Timestamp) {
        lastError = error
        lastFailedAt = now
    }
}

extension Timestamp {
    /// The moment as a score in Unix seconds, exact to the microsecond.
    var score: String {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let microseconds = rest / 1000
        guard microseconds > 0 else { return "\(seconds)" }
        let digits = "\(microseconds)"
        return "\(seconds).\(String(repeating: "0", count: 6 - digits.count))\(digits)"
    }
}
