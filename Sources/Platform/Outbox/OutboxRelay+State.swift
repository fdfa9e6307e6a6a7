extension OutboxRelay {
    /// What is in hand.
    struct State {
        /// Messages being delivered.
        var inFlight = 0
        /// Messages whose delivery is over, and whose rows do not say so yet.
        var finished: [Finished] = []
        /// No more messages are taken.
        var isStopping = false

        /// How many more messages may be taken.
        func room(concurrency: Int, batchSize: Int) -> Int {
            isStopping ? 0 : min(concurrency - inFlight, batchSize)
        }
    }

    /// A message whose delivery is over.
    struct Finished: Sendable {
        var message: OutboxMessage
        /// Why it failed; `nil` where it was delivered.
        var error: String?
    }
}
