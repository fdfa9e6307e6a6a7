import Logging
import NIOCore

extension LinkDriver {
    /// Tries to connect.
    ///
    /// - Parameter pause: how long commands may have waited for this attempt to begin. It shortens the attempt, so
    ///   that they learn within the connect timeout what came of it.
    func connect(afterPause pause: Duration = .zero) {
        guard !isClosed, connection == nil else { return }
        attempt += 1
        let attempt = attempt
        let loop = eventLoop.assumeIsolated()
        let limit = settings.connectTimeout - pause
        attemptTimer = loop.scheduleTask(in: TimeAmount(limit)) { self.attemptTimedOut(attempt) }
        source.address(on: eventLoop).assumeIsolated().whenComplete { result in
            switch result {
            case .success(let address): self.open(address, attempt)
            case .failure(let error): self.attemptFailed(self.failure(error, at: self.source.description), attempt)
            }
        }
    }

    private func open(_ address: RedisAddress, _ attempt: Int) {
        guard attempt == self.attempt else { return }
        settings.connector.open(address, on: eventLoop).assumeIsolated().whenComplete { result in
            switch result {
            case .success(let channel): self.adopt(channel, address, attempt)
            case .failure(let error): self.attemptFailed(self.failure(error, at: address.description), attempt)
            }
        }
    }

    private func adopt(_ channel: any Channel, _ address: RedisAddress, _ attempt: Int) {
        guard attempt == self.attempt else {
            channel.close(promise: nil)
            return
        }
        var handshake = settings.handshake
        handshake.requiresPrimary = source.requiresPrimary
        if case .watch = purpose { handshake.version = .resp3 }
        let handler = ConnectionHandler(address: address, handshake: handshake, owner: self)
        connection = handler
        do {
            try settings.connector.prepare(channel, at: address, with: handler)
        } catch {
            connection = nil
            channel.close(promise: nil)
            attemptFailed(failure(error, at: address.description), attempt)
        }
    }

    private func attemptTimedOut(_ attempt: Int) {
        let place = connection?.address.description ?? source.description
        attemptFailed(
            RedisError(.connectionFailed, "\(place) did not answer within \(settings.connectTimeout)"), attempt)
    }

    /// Fails those who wait for the connection, and plans the next attempt.
    func attemptFailed(_ error: RedisError, _ attempt: Int) {
        guard attempt == self.attempt, !isClosed else { return }
        self.attempt += 1
        attemptTimer?.cancel()
        let abandoned = connection
        connection = nil
        abandoned?.close(reason: error)
        failures += 1
        // The first failure is worth a warning; that it goes on is not, each time.
        settings.logger.log(
            level: failures == 1 ? .warning : .debug, "cannot connect to Redis",
            metadata: ["redis.server": "\(source.description)", "error": "\(error)"])
        if case .dedicated = purpose { return close(error) }
        let waiting = queue.withLock { $0.giveUp() }
        for command in waiting { command.fail(error) }
        retry()
    }

    /// Connects again, after a pause that grows with the failures.
    func retry() {
        guard !isClosed else { return }
        // Commands wait through the pause and the attempt, together no longer than the connect timeout.
        let pause = min(
            settings.backoff.delay(afterFailures: failures, random: .random(in: 0...1)), settings.connectTimeout / 2)
        retryTimer = eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(pause)) {
            self.connect(afterPause: pause)
        }
    }

    private func failure(_ error: any Error, at place: String) -> RedisError {
        if let error = error as? RedisError { return error }
        return RedisError(.connectionFailed, "cannot connect to \(place)", cause: error)
    }
}
