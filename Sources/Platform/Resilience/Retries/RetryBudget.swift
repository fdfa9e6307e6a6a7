/// Keeps retries from adding to the load of a server that is down: as many as there are tokens, and a token comes back
/// with every tenth call that succeeds.
///
/// A value: whoever shares it keeps it in a lock.
public struct RetryBudget: Sendable {
    private var tenths: Int
    private let full: Int

    /// - Parameter tokens: how many retries there are before a call has succeeded.
    public init(tokens: Int) {
        full = max(0, tokens) * 10
        tenths = full
    }

    /// A call has succeeded.
    public mutating func recordSuccess() {
        if tenths < full { tenths += 1 }
    }

    /// Whether a retry is allowed; it is counted.
    public mutating func takeToken() -> Bool {
        guard tenths >= 10 else { return false }
        tenths -= 10
        return true
    }
}
