import Logging
import NIOCore

extension LinkDriver: ConnectionOwner {
    func connectionIsReady(_ connection: ConnectionHandler) {
        guard connection === self.connection else { return }
        attemptTimer?.cancel()
        settings.logger.debug("connected to Redis", metadata: ["redis.server": "\(connection.address)"])
        readySince = .now()
        switch purpose {
        case .shared, .dedicated:
            break
        case .subscription(let channels, let feed):
            feed.connected()
            connection.subscribe(to: channels)
            keepAliveLater()
        case .watch(let feed):
            // Before what waits: only keys that are read afterwards are watched.
            let promise = eventLoop.makePromise(of: RESPValue.self)
            promise.futureResult.whenSuccess(feed.started)
            ask(KeyWatchFeed.command, .promise(promise))
            keepAliveLater()
        }
        if queue.withLock({ $0.becameReady() }) { flush() }
    }

    func connection(_ connection: ConnectionHandler, settledReplies count: Int) {
        queue.settled(count)
    }

    func connection(_ connection: ConnectionHandler, received message: [RESPValue]) {
        switch purpose {
        case .shared, .dedicated: break
        case .subscription(_, let feed): feed.received(message)
        case .watch(let feed): feed.received(message)
        }
    }

    func connectionDrains(_ connection: ConnectionHandler) {
        guard connection === self.connection else { return }
        queue.withLock { $0.becameUnavailable() }
        // A link for one caller ends with its connection; any other goes on with a new one at once.
        if case .dedicated = purpose { return }
        settings.logger.warning(
            "left a Redis server that is not the primary any more, or does not answer",
            metadata: ["redis.server": "\(connection.address)"])
        retiring.append(connection)
        leave()
        retry()
    }

    func connectionClosed(_ connection: ConnectionHandler, reason: RedisError) {
        retiring.removeAll { $0 === connection }
        guard connection === self.connection, !isClosed else { return }
        guard readySince != nil else {
            let error =
                reason.code == .connectionClosed
                ? RedisError(.connectionFailed, reason.message, cause: reason.cause) : reason
            return attemptFailed(error, attempt)
        }
        queue.withLock { $0.becameUnavailable() }
        if case .dedicated = purpose { return close(reason) }
        settings.logger.warning(
            "lost the connection to Redis",
            metadata: ["redis.server": "\(connection.address)", "error": "\(reason)"])
        leave()
        retry()
    }

    /// Forgets the connection that was in use.
    private func leave() {
        connection = nil
        keepAlive?.cancel()
        guard let readySince else { return }
        self.readySince = nil
        // A connection that breaks as soon as it stands is no better than one that does not come about.
        let lifetime = NIODeadline.now() - readySince
        failures = lifetime >= TimeAmount(settings.backoff.maximum) ? 0 : failures + 1
    }

    /// Finds out from time to time whether the server of a quiet connection is still there: an answer that does not
    /// come closes it.
    private func keepAliveLater() {
        keepAlive = eventLoop.assumeIsolated().scheduleTask(in: settings.commandTimeout) {
            self.keepAliveLater()
            self.ask(RedisCommand("PING"), .nobody)
        }
    }

    /// Sends a command of the link's own.
    private func ask(_ command: RedisCommand, _ completion: PendingCommand.Completion) {
        var encoder = RESPEncoder()
        encoder.encode(command)
        let pending = PendingCommand(id: 0, replyCount: 1, timeout: settings.commandTimeout, completion: completion)
        guard let connection else { return pending.fail(RedisError(.connectionClosed, "there is no connection")) }
        connection.send(encoder.takeBytes(), CollectionOfOne(pending))
    }
}
