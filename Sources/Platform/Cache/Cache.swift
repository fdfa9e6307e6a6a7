public import Clocks
import Resilience
import Synchronization

/// Values by key, kept in memory for as long as they are good: what is asked for often is loaded seldom.
///
///     let homestays = Cache<Int64, Homestay>(CacheLimits(capacity: 10_000, expiresAfter: .seconds(30)))
///     let homestay = try await homestays.value(for: id) { id in try await store.homestay(id) }
///
/// - Callers that ask for the same key at the same time share one load.
/// - That a key has no value is remembered too, for a shorter while, so that asking for what does not exist costs no
///   load each time.
/// - When the cache is full, the key that was not asked for the longest makes room.
/// - Values expire at slightly different times, so that what was loaded together is not loaded together again.
/// - ``remove(_:)`` and ``removeAll()`` are for writes: no call that begins after them gets what was loaded before them,
///   also where the load was still under way.
///
/// An error is nobody's value: it goes to those who waited for the load, and the next call loads again.
public final class Cache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        /// `nil` for a key that has no value.
        let value: Value?
        let storedAt: Timestamp
        let lifetime: Duration
    }

    private struct State {
        var entries: RecencyTable<Key, Entry>
        var loads = Flights<Key, Entry>()
        var statistics = CacheStatistics()
    }

    private enum Lookup {
        case hit(Value?)
        case load(Flight<Entry>, isLeader: Bool)
    }

    private let limits: CacheLimits
    private let clock: any WallClock
    private let state: Mutex<State>

    public init(_ limits: CacheLimits, clock: any WallClock = SystemWallClock()) {
        self.limits = limits
        self.clock = clock
        state = Mutex(State(entries: RecencyTable(capacity: limits.capacity)))
    }

    /// How often the cache could help.
    public var statistics: CacheStatistics { state.withLock { $0.statistics } }

    /// The key's value, loaded where the cache has none that is good.
    ///
    /// - Parameter load: finds the value, `nil` where the key has none. Where the caller that loads is cancelled, one of
    ///   those who wait for it loads in its stead.
    /// - Throws: what `load` throws, or `CancellationError` where the caller was cancelled while it waited.
    public func value(for key: Key, load: @Sendable (Key) async throws -> Value?) async throws -> Value? {
        switch look(up: key) {
        case .hit(let value): return value
        case .load(let flight, let isLeader):
            return try await flight.value(isLeader: isLeader) { entry in
                finish(flight, key, entry)
            } work: {
                // The value is as old as the question.
                let asked = clock.now
                let value = try await load(key)
                return Entry(value: value, storedAt: asked, lifetime: lifetime(of: value))
            }.value
        }
    }

    /// Forgets a key, whose value has changed.
    public func remove(_ key: Key) {
        state.withLock { state in
            state.entries.remove(key)
            state.loads.forget(key)
        }
    }

    /// Forgets all.
    public func removeAll() {
        state.withLock { state in
            state.entries.removeAll()
            state.loads.forgetAll()
        }
    }

    private func look(up key: Key) -> Lookup {
        let now = clock.now
        return state.withLock { state in
            // A clock that was set back must not make a value older than it may be.
            if let entry = state.entries.use(key), (.zero..<entry.lifetime).contains(now - entry.storedAt) {
                state.statistics.hits += 1
                return .hit(entry.value)
            }
            let (flight, isLeader) = state.loads.join(key)
            if isLeader { state.statistics.loads += 1 } else { state.statistics.joins += 1 }
            return .load(flight, isLeader: isLeader)
        }
    }

    /// Ends a load, and keeps what it found unless the key was removed since it began.
    private func finish(_ flight: Flight<Entry>, _ key: Key, _ entry: Entry?) {
        state.withLock { state in
            guard state.loads.end(flight, key) else { return }
            if let entry, state.entries.set(key, entry) { state.statistics.evictions += 1 }
        }
    }

    private func lifetime(of value: Value?) -> Duration {
        let longest = value == nil ? limits.absentExpiresAfter : limits.expiresAfter
        return longest * Double.random(in: (1 - limits.jitter)...1)
    }
}
