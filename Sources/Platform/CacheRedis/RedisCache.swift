public import Cache
import Clocks
public import Logging
public import Redis
import Resilience
import Synchronization

/// Values by key, kept on a Redis server for all processes that use the same name there.
///
///     let homestays = RedisCache<Int64, Homestay>("homestays", limits, encoding, client: client, logger: logger)
///     let homestay = try await homestays.value(for: id) { id in try await store.homestay(id) }
///
/// - A removal reaches all processes at once, since each call asks the server. A load that was under way then, in any
///   process, does not store what it found: it holds a ticket that the removal has made worthless.
/// - Callers of one process share a load; processes do not wait for each other.
/// - Where the server is away, each value is loaded, and the server is tried again once a second. No call fails for it
///   but removals.
/// - `capacity` means nothing here: what the server does when its memory is full is its own setting.
public final class RedisCache<Key: Hashable & Sendable, Value: Sendable>: KeyedCache {
    private let limits: CacheLimits
    private let encoding: CacheEncoding<Key, Value>
    private let store: RedisCacheStore
    private let outage: Outage
    /// Keeps nothing; callers share what is under way.
    private let flight: Cache<Key, Value>
    private let counts = Mutex(CacheStatistics())

    /// - Parameters:
    ///   - name: tells the caches on one server apart. The keys on the server begin with `cache:{name}:`, so that in a
    ///     cluster all of a cache is on one node.
    ///   - client: whoever made it shuts it down.
    public init(
        _ name: String, _ limits: CacheLimits, _ encoding: CacheEncoding<Key, Value>, client: RedisClient,
        logger: Logger
    ) {
        self.limits = limits
        self.encoding = encoding
        store = RedisCacheStore(name: name, client: client)
        outage = Outage(cache: name, logger: logger)
        flight = Cache(CacheLimits(capacity: 1, expiresAfter: .zero, absentExpiresAfter: .zero, jitter: 0))
    }

    /// How often the cache could help this process.
    public var statistics: CacheStatistics {
        var statistics = counts.withLock { $0 }
        statistics.joins = flight.statistics.joins
        return statistics
    }

    public func value(for key: Key, load: @Sendable (Key) async throws -> Value?) async throws -> Value? {
        try await flight.value(for: key) { key in
            switch try await self.find(key) {
            case .found(let value): return value
            case .absent: return nil
            case .missing(let ticket): return try await self.load(key, ticket, load)
            }
        }
    }

    public func remove(_ key: Key) async throws {
        // Afterwards, since a load that began meanwhile may still have found the old value. Where the server is away as
        // well: this process at least has forgotten.
        defer { flight.remove(key) }
        try await store.remove(encoding.key(key))
    }

    public func removeAll() async throws {
        defer { flight.removeAll() }
        try await store.removeAll()
    }
}

extension RedisCache {
    private enum Finding {
        case found(Value)
        /// It is known that the key has no value.
        case absent
        /// With what entitles to store a value; `nil` where nothing can be stored.
        case missing(RedisCacheStore.Ticket?)
    }

    private func find(_ key: Key) async throws -> Finding {
        guard outage.allowsTrying else { return .missing(nil) }
        do throws(RedisError) {
            let answer = try await store.read(encoding.key(key))
            outage.end()
            switch answer {
            case .missing(let ticket): return .missing(ticket)
            case .absent:
                counts.withLock { $0.hits += 1 }
                return .absent
            case .value(let bytes, let ticket):
                do {
                    let value = try encoding.decode(bytes)
                    counts.withLock { $0.hits += 1 }
                    return .found(value)
                } catch {
                    note(error)
                    return .missing(ticket)
                }
            }
        } catch {
            try passOn(error)
            return .missing(nil)
        }
    }

    private func load(
        _ key: Key, _ ticket: RedisCacheStore.Ticket?, _ load: @Sendable (Key) async throws -> Value?
    ) async throws -> Value? {
        counts.withLock { $0.loads += 1 }
        // The value is as old as the question.
        let asked = MonotonicTime.now
        let value = try await load(key)
        guard let ticket else { return value }
        let longest = value == nil ? limits.absentExpiresAfter : limits.expiresAfter
        let took = MonotonicTime.now - asked
        let lifetime = longest * Double.random(in: (1 - limits.jitter)...1) - took
        guard took < RedisCacheStore.longestLoad else { return value }
        let bytes: [UInt8]?
        do {
            bytes = try value.map(encoding.encode)
        } catch {
            note(error)
            return value
        }
        do throws(RedisError) {
            try await store.store(bytes, for: encoding.key(key), ticket, lifetime: lifetime)
        } catch {
            // The caller has its value, also where it was cancelled meanwhile.
            if error.code != .cancelled { outage.begin(error) }
            counts.withLock { $0.errors += 1 }
        }
        return value
    }

    /// A value that cannot be read or written is as good as none.
    private func note(_ error: any Error) {
        counts.withLock { $0.errors += 1 }
        outage.noteUnusableValue(error)
    }

    /// - Throws: where it is the caller who gave up.
    private func passOn(_ error: RedisError) throws(CancellationError) {
        guard error.code != .cancelled else { throw CancellationError() }
        counts.withLock { $0.errors += 1 }
        outage.begin(error)
    }
}
