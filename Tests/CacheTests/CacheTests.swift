import Cache
import Clocks
import TestSupport
import Testing

@Suite("A cache", .timeLimit(.minutes(10)))
struct CacheTests {
    private struct Broken: Error {}

    private let clock = ManualWallClock()
    /// The keys that were loaded, in order.
    private let loaded = Collector<Int>()

    private func cache(capacity: Int = 100, jitter: Double = 0) -> Cache<Int, String> {
        Cache(
            CacheLimits(
                capacity: capacity, expiresAfter: .seconds(30), absentExpiresAfter: .seconds(5), jitter: jitter),
            clock: clock)
    }

    private func load(_ key: Int) -> String? {
        loaded.append(key)
        return key < 0 ? nil : "\(key) \(loaded.values.count)"
    }

    @Test("does not remember an error")
    func error() async throws {
        let cache = cache()
        for _ in 0..<2 {
            await #expect(throws: Broken.self) {
                _ = try await cache.value(for: 1) { key in
                    loaded.append(key)
                    throw Broken()
                }
            }
        }
        #expect(loaded.values == [1, 1])
        #expect(try await cache.value(for: 1, load: load) == "1 3")
    }

    @Test("loads a value once while it is good, and again when its time is over")
    func expiry() async throws {
        let cache = cache()
        #expect(try await cache.value(for: 1, load: load) == "1 1")
        clock.advance(by: .seconds(30) - .nanoseconds(1))
        #expect(try await cache.value(for: 1, load: load) == "1 1")
        clock.advance(by: .nanoseconds(1))
        #expect(try await cache.value(for: 1, load: load) == "1 2")
        #expect(cache.statistics.hits == 1 && cache.statistics.loads == 2)
    }

    @Test("counts a value's time from when it was asked for")
    func slowLoad() async throws {
        let cache = cache()
        _ = try await cache.value(for: 1) { key in
            clock.advance(by: .seconds(20))
            return load(key)
        }
        clock.advance(by: .seconds(10))
        #expect(try await cache.value(for: 1, load: load) == "1 2")
    }

    @Test("lets values expire early by a random part of their time")
    func jitter() async throws {
        let cache = cache(capacity: 1000, jitter: 0.5)
        for key in 0..<1000 { _ = try await cache.value(for: key, load: load) }
        clock.advance(by: .seconds(15) - .nanoseconds(1))
        for key in 0..<1000 { _ = try await cache.value(for: key, load: load) }
        #expect(loaded.values.count == 1000, "none before half its time")
        clock.advance(by: .milliseconds(7500))
        for key in 0..<1000 { _ = try await cache.value(for: key, load: load) }
        #expect((1250..<1750).contains(loaded.values.count), "about half of them after three quarters")
    }

    @Test("does not keep a value for longer where the clock is set back")
    func clockSetBack() async throws {
        let cache = cache()
        _ = try await cache.value(for: 1, load: load)
        clock.set(to: clock.now - .seconds(3600))
        #expect(try await cache.value(for: 1, load: load) == "1 2")
    }

    @Test("remembers for a shorter while that a key has no value")
    func absent() async throws {
        let cache = cache()
        for _ in 0..<3 { #expect(try await cache.value(for: -1, load: load) == nil) }
        #expect(loaded.values == [-1])
        clock.advance(by: .seconds(5))
        #expect(try await cache.value(for: -1) { _ in "new" } == "new")
    }

    @Test("keeps no more keys than it may, and those that were asked for last")
    func eviction() async throws {
        let cache = cache(capacity: 2)
        for key in [1, 2, 1, 3, 1, 2] { _ = try await cache.value(for: key, load: load) }
        #expect(loaded.values == [1, 2, 3, 2])
        #expect(cache.statistics.evictions == 2)
    }

    @Test("forgets the key that it is told to, or all")
    func removal() async throws {
        let cache = cache()
        for key in 1...2 { _ = try await cache.value(for: key, load: load) }
        cache.remove(1)
        for key in 1...2 { _ = try await cache.value(for: key, load: load) }
        #expect(loaded.values == [1, 2, 1])
        cache.removeAll()
        for key in 1...2 { _ = try await cache.value(for: key, load: load) }
        #expect(loaded.values == [1, 2, 1, 1, 2])
    }
}
