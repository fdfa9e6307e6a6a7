import Clocks
import Database
import Logging
import Synchronization

extension OutboxRelay {
    /// Looks for messages that no one woke the relay for, until cancelled.
    func tick() async {
        while !Task.isCancelled {
            do { try await clock.sleep(for: Self.checkInterval) } catch { return }
            if await isNeeded() { wake() }
        }
    }

    /// Settles what is finished and starts what is due, for as long as there is room and something due.
    ///
    /// Both happen in one transaction. Under load much is finished by the time that it is committed, and goes into the
    /// next one together.
    func relay(_ deliveries: inout DiscardingTaskGroup) async {
        while true {
            let (finished, room) = state.withLock { state in
                defer { state.finished = [] }
                return (state.finished, state.room(concurrency: concurrency, batchSize: batchSize))
            }
            guard !finished.isEmpty || room > 0 else { return }
            guard let taken = await turn(finished, room: room) else { return }
            state.withLock { $0.inFlight += taken.count }
            for message in taken {
                deliveries.addTask { await self.handle(message) }
            }
            // Fewer than there was room for: nothing more is due. No room: the next delivery to finish wakes us.
            guard room > 0, taken.count == room else { return }
        }
    }

    /// Settles what finished after the last round.
    func settleRest() async {
        let finished = state.withLock { state in
            defer { state.finished = [] }
            return state.finished
        }
        if !finished.isEmpty { _ = await turn(finished, room: 0) }
    }

    /// Settles and takes in one transaction; `nil` where it failed, in which case what is finished stays to be settled.
    private func turn(_ finished: [Finished], room: Int) async -> [OutboxMessage]? {
        let (now, lease) = (clock.now, lease)
        let delivered = finished.filter { $0.error == nil }.map(\.message.id)
        let failed = finished.compactMap { finished in
            finished.error.map { error in
                let pause = OutboxBackoff.pause(afterFailure: finished.message.attempts + 1)
                return (id: finished.message.id, error: error, due: now + pause)
            }
        }
        do {
            return try await database.write { connection in
                try OutboxTable.delete(delivered, in: connection)
                for (id, error, due) in failed {
                    try OutboxTable.postpone(id, error: error, until: due, in: connection)
                }
                guard room > 0 else { return [] }
                return try OutboxTable.claim(limit: room, at: now, lease: lease, in: connection)
            }
        } catch {
            logger.warning("the outbox cannot be read or written, it will be retried", metadata: ["error": "\(error)"])
            state.withLock { $0.finished.insert(contentsOf: finished, at: 0) }
            return nil
        }
    }

    private func handle(_ message: OutboxMessage) async {
        var failure: String?
        do {
            try await deliver(message)
        } catch {
            let text = "\(error)"
            failure = String(text.prefix(500))
            logger.warning(
                "delivering a message failed, it will be retried",
                metadata: [
                    "kind": "\(message.kind)", "key": "\(message.key)", "attempts": "\(message.attempts + 1)",
                    "error": "\(text)",
                ])
        }
        state.withLock { state in
            state.inFlight -= 1
            state.finished.append(Finished(message: message, error: failure))
        }
        wake()
    }

    private func isNeeded() async -> Bool {
        if state.withLock({ !$0.finished.isEmpty }) { return true }
        let now = clock.now
        do {
            return try await database.read { try OutboxTable.hasDue(at: now, in: $0) }
        } catch {
            logger.warning("the outbox cannot be read, it will be retried", metadata: ["error": "\(error)"])
            return false
        }
    }
}
