import NIOCore
import Synchronization

/// A way to one server: a connection that carries the commands of many callers, made again whenever it breaks.
final class RedisLink: Sendable {
    let eventLoop: any EventLoop
    private let queue: LockedLinkQueue
    private let driver: NIOLoopBoundBox<LinkDriver>
    /// The id of commands that nobody withdraws.
    private static let unnamed: UInt64 = 0
    private let lastID = Atomic<UInt64>(unnamed)
    private let commandTimeout: TimeAmount

    init(to source: any AddressSource, for purpose: LinkPurpose, on eventLoop: any EventLoop, _ settings: LinkSettings)
    {
        self.eventLoop = eventLoop
        commandTimeout = settings.commandTimeout
        let queue = LockedLinkQueue(maxPending: settings.maxPendingCommands)
        self.queue = queue
        driver = .makeBoxSendingValue(
            LinkDriver(eventLoop: eventLoop, source: source, settings: settings, purpose: purpose, queue: queue),
            eventLoop: eventLoop)
    }

    deinit {
        let driver = driver
        eventLoop.execute { driver.value.close(RedisError(.shutDown, "the client is gone")) }
    }

    /// Sends one command. An error reply is a value.
    nonisolated(nonsending) func send(
        byteBound: Int, timeout: Duration? = nil, isCancellable: Bool = true, _ encode: (inout RESPEncoder) -> Void
    ) async throws(RedisError) -> RESPValue {
        guard isCancellable else {
            return try await withUnsafeContinuation { continuation in
                add(command(Self.unnamed, 1, timeout, .single(continuation)), byteBound, encode)
            }.get()
        }
        let id = try newID()
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                add(command(id, 1, timeout, .single(continuation)), byteBound, encode)
            }
        } onCancel: {
            withdraw(id)
        }
        return try result.get()
    }

    /// Sends several commands, written together. Error replies are values.
    nonisolated(nonsending) func pipeline(
        _ commands: [RedisCommand], timeout: Duration? = nil
    ) async throws(RedisError) -> [RESPValue] {
        guard !commands.isEmpty else { return [] }
        let id = try newID()
        let byteBound = commands.reduce(0) { $0 + $1.encodedBytesBound }
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                add(command(id, commands.count, timeout, .pipeline(continuation)), byteBound) { encoder in
                    for command in commands { encoder.encode(command) }
                }
            }
        } onCancel: {
            withdraw(id)
        }
        return try result.get()
    }

    /// Sends one command on behalf of the event loop, where nothing can be awaited.
    func send(_ redisCommand: RedisCommand) -> EventLoopFuture<RESPValue> {
        let promise = eventLoop.makePromise(of: RESPValue.self)
        add(command(Self.unnamed, 1, nil, .promise(promise)), redisCommand.encodedBytesBound) {
            $0.encode(redisCommand)
        }
        return promise.futureResult
    }

    /// Connects before there is a command.
    func start() {
        guard queue.withLock({ $0.start() }) else { return }
        eventLoop.execute { [driver] in driver.value.connect() }
    }

    /// The server is now at this address: has commands from now on go to where the source of the link says.
    func move(to address: RedisAddress) {
        eventLoop.execute { [driver] in driver.value.move(to: address) }
    }

    /// Ends the link, and fails the commands that have not been answered.
    func close(_ error: RedisError) {
        eventLoop.execute { [driver] in driver.value.close(error) }
    }

    /// Ends the link, and returns when it has ended.
    func closed(_ error: RedisError) async {
        await withCheckedContinuation { continuation in
            // An event loop that was shut down before its clients has ended their connections as well.
            eventLoop.submit { [driver] in driver.value.close(error) }.whenComplete { _ in continuation.resume() }
        }
    }

    private func newID() throws(RedisError) -> UInt64 {
        guard !Task.isCancelled else { throw .cancelled(mayHaveRun: false) }
        return lastID.wrappingAdd(1, ordering: .relaxed).newValue
    }

    private func command(
        _ id: UInt64, _ replyCount: Int, _ timeout: Duration?, _ completion: PendingCommand.Completion
    ) -> PendingCommand {
        PendingCommand(
            id: id, replyCount: replyCount, timeout: timeout.map(TimeAmount.init) ?? commandTimeout,
            completion: completion)
    }

    private func add(_ command: PendingCommand, _ byteBound: Int, _ encode: (inout RESPEncoder) -> Void) {
        guard byteBound <= RESPLimits().bulkBytes else {
            return command.fail(RedisError(.commandTooLarge, "a command of \(byteBound) bytes is over 512 MB"))
        }
        switch queue.add(command, byteBound: byteBound, encode) {
        case .refused(let error): command.fail(error)
        case .queued: break
        case .flush: eventLoop.execute { [driver] in driver.value.flush() }
        case .connect: eventLoop.execute { [driver] in driver.value.connect() }
        }
        // A cancellation that came before the command was in the queue did not find it there.
        if command.id != Self.unnamed, Task.isCancelled { withdraw(command.id) }
    }

    private func withdraw(_ id: UInt64) {
        if let command = queue.withLock({ $0.withdraw(id) }) {
            command.fail(.cancelled(mayHaveRun: false))
        } else {
            eventLoop.execute { [driver] in driver.value.withdraw(id) }
        }
    }
}
