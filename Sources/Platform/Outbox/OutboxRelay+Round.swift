import Clocks
import Database
import Resilience

extension OutboxRelay {
    /// One transaction of the relay.
    struct Round: Sendable {
        var now: Timestamp
        /// Until when other relays leave alone what this round takes and renews.
        var lease: Timestamp
        /// Messages whose delivery is over.
        var finished: [Finished]
        /// Messages whose delivery takes long, with the lease under which each is held.
        var renewed: [OutboxMessage.ID: Timestamp]
        /// The most messages to take.
        var room: Int

        var isEmpty: Bool { finished.isEmpty && renewed.isEmpty && room == 0 }

        /// Messages that failed for the same reason equally often are put off together: they were delivered together,
        /// or can be the next time.
        private var failures: [Failure: [OutboxMessage.ID]] {
            finished.reduce(into: [:]) { failures, finished in
                guard let error = finished.error else { return }
                let failure = Failure(error: error, attempts: finished.message.attempts, lease: finished.lease)
                failures[failure, default: []].append(finished.message.id)
            }
        }

        private struct Failure: Hashable {
            let error: String
            let attempts: Int
            let lease: Timestamp
        }

        private static let backoff = Backoff(first: .seconds(1), longest: .seconds(30))

        /// Settles, renews and takes, in this order: what is in hand must not be taken again.
        func run(in connection: any DatabaseConnection) throws -> [OutboxMessage] {
            try OutboxTable.delete(finished.filter { $0.error == nil }.map(\.message.id), in: connection)
            for (failure, ids) in failures {
                let pause = Self.backoff.pause(afterFailures: failure.attempts + 1)
                try OutboxTable.postpone(
                    ids, heldUntil: failure.lease, error: failure.error, until: now + pause, in: connection)
            }
            for (held, ids) in Dictionary(grouping: renewed.keys, by: { renewed[$0] ?? lease }) {
                try OutboxTable.renew(ids, heldUntil: held, until: lease, in: connection)
            }
            guard room > 0 else { return [] }
            return try OutboxTable.claim(limit: room, at: now, lease: lease, in: connection)
        }
    }
}
