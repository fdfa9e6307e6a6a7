import Synchronization

/// Token buckets by key, within this process, in bounded memory.
///
/// Two generations of buckets bound it: when the younger is full it becomes the elder, and the elder is dropped. Whoever
/// is not heard of for as long as it takes the others to fill a generation begins anew with a full bucket.
public final class LocalRateLimit: KeyedRateLimit {
    private struct Generations {
        var young: [String: TokenBucket] = [:]
        var old: [String: TokenBucket] = [:]
    }

    private let fresh: TokenBucket
    private let capacity: Int
    private let now: @Sendable () -> MonotonicTime
    private let generations = Mutex(Generations())

    /// - Parameters:
    ///   - rate: how many a key may have in a second, above 0.
    ///   - burst: how many it may have at once after a pause, at least 1.
    ///   - capacity: how many keys a generation has; at most twice as many are remembered.
    ///   - now: what time it is.
    public init(
        rate: Double, burst: Int, capacity: Int = 50_000, now: @escaping @Sendable () -> MonotonicTime = { .now }
    ) {
        precondition(capacity > 0, "a limit without memory limits nobody")
        fresh = TokenBucket(rate: rate, burst: burst)
        self.capacity = capacity
        self.now = now
    }

    public func take(_ key: String) -> Duration? {
        let now = now()
        return generations.withLock { generations in
            if let bucket = generations.young.index(forKey: key) {
                return generations.young.values[bucket].take(at: now)
            }
            if generations.young.count >= capacity {
                generations.old = generations.young
                generations.young = [:]
            }
            var bucket = generations.old.removeValue(forKey: key) ?? fresh
            defer { generations.young[key] = bucket }
            return bucket.take(at: now)
        }
    }

    /// How many keys are remembered.
    var count: Int { generations.withLock { $0.young.count + $0.old.count } }
}
