public import Clocks
public import Logging
public import Redis
public import TaskQueue

/// The ``Broker`` that keeps tasks in Redis, in the layout of asynq 0.26: either's programs enqueue, work and inspect
/// on the same server.
///
/// Each transition of a task is one script. Times go by the server's clock, to the microsecond.
public final class RedisBroker: Broker, TaskInspection, Sendable {
    public let clock: any WallClock
    public let checkInterval: Duration = .seconds(1)

    public var executor: (any TaskExecutor)? { client.executor }

    let client: RedisClient
    let logger: Logger
    /// What the server said of itself at the start.
    let server: ServerFacts
    /// The clock in place of the server's, `nil` unless one was given.
    let givenClock: (any WallClock)?
    /// The clock that follows the server's.
    let redisClock: RedisClock
    let registrations = QueueRegistrations()
    let signalHub = SignalHub()
    let combiner = EnqueueCombiner()
    let watcher: QueueWatcher

    /// Prepares to work with a server, and checks that it is fit for it.
    ///
    /// - Parameters:
    ///   - client: runs as long as the broker is used, and is shut down by who made it.
    ///   - clock: takes the place of the server's clock in all that the broker does, for tests.
    ///   - localClock: tells the time between two looks at the server's clock, with which it need not agree; a clock that
    ///     never jumps where none is given.
    /// - Throws: `unavailable` where the server does not answer; `brokerFailure` where it is too old, or evicts keys
    ///   when its memory is full, and so would lose tasks.
    public init(
        client: RedisClient, clock: (any WallClock)? = nil, localClock: (any WallClock)? = nil,
        logger: Logger
    ) async throws(TaskQueueError) {
        self.client = client
        self.logger = logger
        server = try await Self.check(client, logger)
        watcher = QueueWatcher(client: client, isCluster: server.isCluster, hub: signalHub, logger: logger)
        redisClock = RedisClock(local: localClock ?? MonotonicClock())
        givenClock = clock
        self.clock = clock ?? redisClock
        for _ in 0..<3 { try await measureClock() }
    }

    /// The keys of a queue.
    func keys(_ queue: String) -> QueueKeys { QueueKeys(queue) }

    /// The first argument of every script: the time in Unix nanoseconds, empty where the script asks the server.
    var now: RedisArgument {
        guard let givenClock else { return .text("") }
        return .text(String(max(givenClock.now.nanoseconds, 1_000_000_000)))
    }

    /// Runs a script on one queue: its key is the queue's prefix, its first argument ``now``.
    func evaluate(
        _ script: RedisScript, in queue: String, _ arguments: [RedisArgument]
    ) async throws(TaskQueueError) -> RESPValue {
        try await evaluate(script, in: [queue], arguments)
    }

    /// Runs a script on several queues in one step, which only a server that is no cluster does.
    func evaluate(
        _ script: RedisScript, in queues: [String], _ arguments: [RedisArgument]
    ) async throws(TaskQueueError) -> RESPValue {
        do {
            // A transition that is under way is seen through: what it took or stored must not be forgotten because the
            // caller was cancelled.
            return try await client.evaluate(
                script, keys: queues.map { keys($0).prefix }, arguments: [now] + arguments, isCancellable: false)
        } catch {
            throw await failure(error, of: script.name, in: queues)
        }
    }

    /// Runs a script on several queues, one step each, written together.
    /// - Throws: the first failure, after all have ended.
    func evaluate(
        _ script: RedisScript, _ calls: [(queue: String, arguments: [RedisArgument])]
    ) async throws(TaskQueueError) -> [RESPValue] {
        if calls.count == 1 { return [try await evaluate(script, in: calls[0].queue, calls[0].arguments)] }
        let results = await withTaskGroup(of: (Int, Result<RESPValue, TaskQueueError>).self) { group in
            for (index, call) in calls.enumerated() {
                group.addTask {
                    do throws(TaskQueueError) {
                        return (index, .success(try await self.evaluate(script, in: call.queue, call.arguments)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            return await group.reduce(into: [Int: Result<RESPValue, TaskQueueError>]()) { $0[$1.0] = $1.1 }
        }
        var replies: [RESPValue] = []
        for index in calls.indices {
            if let result = results[index] { replies.append(try result.get()) }
        }
        return replies
    }

    /// Sends commands that belong together, in one write. An error that the server answers to any of them is thrown.
    func send(_ commands: [RedisCommand]) async throws(TaskQueueError) -> [RESPValue] {
        let replies: [RESPValue]
        do throws(RedisError) {
            replies = try await client.pipeline(commands)
        } catch {
            throw TaskQueueError(error, commands.map(\.name).joined(separator: ", "))
        }
        for (command, reply) in zip(commands, replies) {
            guard let error = reply.error else { continue }
            throw TaskQueueError(RedisError(error), command.name)
        }
        return replies
    }
}
