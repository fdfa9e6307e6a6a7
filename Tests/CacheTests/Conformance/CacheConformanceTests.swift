import Cache
import TestSupport
import Testing

/// What holds wherever values are kept.
@Suite("Conformance: a cache", .timeLimit(.minutes(10)))
struct CacheConformanceTests {
    private struct Broken: Error {}

    /// The keys that were loaded, in order.
    private let loaded = Collector<Int>()

    private func load(_ key: Int) -> String? {
        loaded.append(key)
        return key < 0 ? nil : "\(key) \(loaded.values.count)"
    }

    @Test("passes an error on and does not remember it", arguments: CacheBackend.allCases)
    func error(_ backend: CacheBackend) async throws {
        try await backend.withCache { cache in
            await #expect(throws: Broken.self) { _ = try await cache.value(for: 1) { _ in throw Broken() } }
            let value = try await cache.value(for: 1, load: load)
            #expect(value == "1 1")
        }
    }

    @Test("loads a value once while it is good", arguments: CacheBackend.allCases)
    func once(_ backend: CacheBackend) async throws {
        try await backend.withCache { cache in
            var values: [String?] = []
            for key in [1, 1, 1, 2] { values.append(try await cache.value(for: key, load: load)) }
            #expect(values == ["1 1", "1 1", "1 1", "2 2"])
            #expect(loaded.values == [1, 2])
            #expect(cache.statistics.loads == 2 && cache.statistics.hits == 2)
        }
    }

    @Test("remembers that a key has no value", arguments: CacheBackend.allCases)
    func absent(_ backend: CacheBackend) async throws {
        try await backend.withCache { cache in
            var values: [String?] = []
            for _ in 0..<3 { values.append(try await cache.value(for: -1, load: load)) }
            #expect(values == [nil, nil, nil])
            #expect(loaded.values == [-1])
        }
    }

    @Test("forgets a value when its time is over", arguments: CacheBackend.allCases)
    func expiry(_ backend: CacheBackend) async throws {
        try await backend.withCache(expiresAfter: .milliseconds(50)) { cache in
            #expect(try await cache.value(for: 1, load: load) == "1 1")
            try await eventually("it is loaded again") {
                let value = try await cache.value(for: 1, load: load)
                return value != "1 1"
            }
        }
    }

    @Test("forgets that a key has no value when that time is over", arguments: CacheBackend.allCases)
    func absentExpiry(_ backend: CacheBackend) async throws {
        try await backend.withCache(absentExpiresAfter: .milliseconds(50)) { cache in
            #expect(try await cache.value(for: -1, load: load) == nil)
            try await eventually("it is loaded again") {
                _ = try await cache.value(for: -1, load: load)
                return loaded.values.count > 1
            }
        }
    }

    @Test("loads anew what was removed, and nothing else", arguments: CacheBackend.allCases)
    func removal(_ backend: CacheBackend) async throws {
        try await backend.withCache { cache in
            for key in [1, 2, -1] { _ = try await cache.value(for: key, load: load) }
            try await cache.remove(1)
            try await cache.remove(-1)
            #expect(try await cache.value(for: 1, load: load) == "1 4")
            #expect(try await cache.value(for: 2, load: load) == "2 2")
            #expect(try await cache.value(for: -1, load: load) == nil)
            #expect(loaded.values == [1, 2, -1, 1, -1])
        }
    }

    @Test("loads everything anew after all was removed", arguments: CacheBackend.allCases)
    func removalOfAll(_ backend: CacheBackend) async throws {
        try await backend.withCache { cache in
            for key in [1, 2] { _ = try await cache.value(for: key, load: load) }
            try await cache.removeAll()
            for key in [1, 2, 1, 2] { _ = try await cache.value(for: key, load: load) }
            #expect(loaded.values == [1, 2, 1, 2])
        }
    }

    @Test("does not keep what was loaded before a removal", arguments: CacheBackend.allCases, [false, true])
    func race(_ backend: CacheBackend, ofAll: Bool) async throws {
        try await backend.withCache { cache in
            let old = try await cache.value(for: 1) { _ in
                // The value changes after it was read, and before it is stored.
                if ofAll { try await cache.removeAll() } else { try await cache.remove(1) }
                return "old"
            }
            #expect(old == "old")
            #expect(try await cache.value(for: 1, load: load) == "1 1")
            #expect(try await cache.value(for: 1, load: load) == "1 1")
        }
    }

    @Test("shares one load among callers that ask at the same time", arguments: CacheBackend.allCases)
    func singleFlight(_ backend: CacheBackend) async throws {
        let release = Collector<Void>()
        try await backend.withCache { cache in
            let values = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await cache.value(for: 1) { key in
                            await release.wait(for: 1)
                            return self.load(key)
                        }
                    }
                }
                try await eventually("all but one wait") { cache.statistics.joins == 49 }
                release.append(())
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(values == Array(repeating: "1 1", count: 50))
            #expect(loaded.values == [1])
        }
    }

    @Test("gives those who wait for a cancelled caller a load of their own", arguments: CacheBackend.allCases)
    func cancellation(_ backend: CacheBackend) async throws {
        try await backend.withCache { cache in
            try await withThrowingTaskGroup(of: Void.self) { group in
                let first = Task {
                    _ = try await cache.value(for: 1) { _ in
                        try await Task.sleep(for: .seconds(600))
                        return "never"
                    }
                }
                try await eventually("the first loads") { cache.statistics.loads == 1 }
                group.addTask {
                    let value = try await cache.value(for: 1, load: self.load)
                    #expect(value == "1 1")
                }
                try await eventually("the second waits") { cache.statistics.joins == 1 }
                first.cancel()
                try await group.waitForAll()
                await #expect(throws: CancellationError.self) { try await first.value }
            }
        }
    }
}
