import Synchronization

/// Keeps retries from adding to the load of a server that is down: as many as there are tokens, and a token comes back
/// with every tenth call that succeeds.
final class RetryBudget: Sendable {
    /// In tenths of a token.
    private let tenths: Mutex<Int>
    private let full: Int

    init(tokens: Int) {
        full = tokens * 10
        tenths = Mutex(full)
    }

    func recordSuccess() {
        tenths.withLock { if $0 < full { $0 += 1 } }
    }

    /// Whether there is a token; it is taken.
    func takeToken() -> Bool {
        tenths.withLock { tenths in
            guard tenths >= 10 else { return false }
            tenths -= 10
            return true
        }
    }
}
