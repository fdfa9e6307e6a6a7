import Clocks

extension OutboxRelay {
    /// What is in hand.
    struct State {
        /// Messages being delivered, and until when other relays leave them alone.
        var inFlight: [OutboxMessage.ID: Timestamp] = [:]
        /// Messages whose delivery is over, and whose rows do not say so yet.
        var finished: [Finished] = []
        /// When the outbox was last looked at.
        var lastRound: Timestamp?
        /// No more messages are taken.
        var isStopping = false

        /// How many more messages may be taken.
        func room(concurrency: Int, batchSize: Int) -> Int {
            isStopping ? 0 : min(concurrency - inFlight.count, batchSize)
        }

        /// The messages in flight whose lease is half over or more.
        func inNeedOfRenewal(at now: Timestamp, lease: Duration) -> [OutboxMessage.ID: Timestamp] {
            inFlight.filter { $0.value - now <= lease / 2 }
        }
    }

    /// A message whose delivery is over.
    struct Finished: Sendable {
        var message: OutboxMessage
        /// Why it failed; `nil` where it was delivered.
        var error: String?
        /// Until when it was held. Once another relay has taken it, that one's word counts.
        var lease: Timestamp
    }
}
