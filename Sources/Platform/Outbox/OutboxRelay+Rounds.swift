import Clocks
import Database
import Logging
import ServiceLifecycle
import Synchronization

extension OutboxRelay {
    /// Looks for messages that no one woke the relay for, until cancelled.
    func tick() async {
        while !Task.isCancelled {
            do { try await clock.sleep(for: Self.checkInterval) } catch { return }
            if await isNeeded() { wake() }
        }
    }

    /// Waits until the last round is long enough ago for more to have come together. After a quiet time there is no
    /// wait.
    func collect() async {
        guard linger > .zero, let last = state.withLock({ $0.lastRound }) else { return }
        // No longer than that, also where the clock was set back.
        let rest = min(linger, last + linger - clock.now)
        guard rest > .zero else { return }
        let clock = clock
        // Shutdown and cancellation end the wait: what is in hand is then settled without it.
        do { try await cancelWhenGracefulShutdown { try await clock.sleep(for: rest) } } catch { return }
    }

    /// Settles what is finished and starts what is due, for as long as there is room and something due.
    ///
    /// Both happen in one transaction. Under load much is finished by the time that it is committed, and goes into the
    /// next one together.
    func relay(_ deliveries: inout DiscardingTaskGroup) async {
        while true {
            let round = nextRound()
            guard !round.isEmpty, let taken = await run(round) else { return }
            for messages in deliverable(taken) {
                deliveries.addTask { await self.handle(messages) }
            }
            // Fewer than there was room for: nothing more is due. No room: the next delivery to finish wakes us.
            guard round.room > 0, taken.count == round.room else { return }
        }
    }

    /// Settles what finished after the last round.
    func settleRest() async {
        var round = nextRound()
        round.room = 0
        if !round.finished.isEmpty { _ = await run(round) }
    }

    private func nextRound() -> Round {
        let now = clock.now
        return state.withLock { state in
            state.lastRound = now
            defer { state.finished = [] }
            return Round(
                now: now, lease: now + lease, finished: state.finished,
                renewed: state.inNeedOfRenewal(at: now, lease: lease),
                room: state.room(concurrency: concurrency, batchSize: batchSize))
        }
    }

    /// Runs a round and returns what it took; `nil` where it failed, in which case what is finished stays to be settled.
    private func run(_ round: Round) async -> [OutboxMessage]? {
        do {
            let taken = try await database.write { try round.run(in: $0) }
            state.withLock { state in
                // Those that finished in the meantime are not to come back.
                for id in round.renewed.keys where state.inFlight[id] != nil { state.inFlight[id] = round.lease }
                for index in state.finished.indices where round.renewed[state.finished[index].message.id] != nil {
                    state.finished[index].lease = round.lease
                }
                for message in taken { state.inFlight[message.id] = round.lease }
            }
            return taken
        } catch {
            logger.warning("the outbox cannot be read or written, it will be retried", metadata: ["error": "\(error)"])
            state.withLock { $0.finished.insert(contentsOf: round.finished, at: 0) }
            return nil
        }
    }

    private func isNeeded() async -> Bool {
        let now = clock.now
        let hasWork = state.withLock { state in
            !state.finished.isEmpty || !state.inNeedOfRenewal(at: now, lease: lease).isEmpty
        }
        if hasWork { return true }
        do {
            return try await database.read { try OutboxTable.hasDue(at: now, in: $0) }
        } catch {
            logger.warning("the outbox cannot be read, it will be retried", metadata: ["error": "\(error)"])
            return false
        }
    }
}
