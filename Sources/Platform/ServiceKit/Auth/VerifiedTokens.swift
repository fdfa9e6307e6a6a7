import Synchronization

/// Remembers tokens whose signature was found right, because a guest sends the same one with each request.
///
/// Two generations bound it: when the younger is full it becomes the elder, and the elder is dropped.
final class VerifiedTokens: Sendable {
    struct Claims: Sendable {
        let user: UserID
        /// Unix seconds.
        let expiresAt: Int64
    }

    private struct Generations {
        var young: [String: Claims] = [:]
        var old: [String: Claims] = [:]
    }

    private let capacity: Int
    private let generations = Mutex(Generations())

    /// - Parameter capacity: at most twice as many tokens are remembered.
    init(capacity: Int) {
        self.capacity = capacity
    }

    subscript(token: String) -> Claims? {
        get { generations.withLock { $0.young[token] ?? $0.old[token] } }
        set {
            generations.withLock { generations in
                if generations.young.count >= capacity {
                    generations.old = generations.young
                    generations.young = [:]
                }
                generations.young[token] = newValue
            }
        }
    }
}
