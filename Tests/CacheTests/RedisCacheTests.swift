import Cache
import CacheRedis
import Redis
import TestSupport
import Testing

/// What holds of a cache that several processes share. Each client stands for a process.
@Suite("A cache on Redis", .timeLimit(.minutes(10)))
struct RedisCacheTests {
    private let loaded = Collector<Int>()
    private let log = RecordedLog()

    private func load(_ key: Int) -> String? {
        loaded.append(key)
        return key < 0 ? nil : "\(key) \(loaded.values.count)"
    }

    private func cache(
        _ client: RedisClient, _ name: String = "test", jitter: Double = 0,
        encoding: CacheEncoding<Int, String> = CacheBackend.encoding
    ) -> RedisCache<Int, String> {
        RedisCache(
            name, CacheLimits(capacity: 1, expiresAfter: .seconds(30), jitter: jitter), encoding, client: client,
            logger: log.logger)
    }

    private func withTwoClients(_ body: (RedisClient, RedisClient) async throws -> Void) async throws {
        try await withRedis { server in
            try await withRedisClient(server) { first in
                try await withRedisClient(server) { second in try await body(first, second) }
            }
        }
    }

    @Test("loads each value while the server is away, asks it again when it is back, and says both once")
    func outage() async throws {
        try await withRedis { server in
            try await withRedisClient(server) { client in
                let cache = cache(client)
                #expect(try await cache.value(for: 1, load: load) == "1 1")
                try await server.kill()
                for count in 2...6 { #expect(try await cache.value(for: 1, load: load) == "1 \(count)") }
                #expect(cache.statistics.errors >= 1)
                await #expect(throws: RedisError.self) { try await cache.remove(1) }
                #expect(log.warnings == ["the server of a cache cannot be used: each value is loaded"])
                try await server.restart()
                try await eventually("values are kept again") {
                    let hits = cache.statistics.hits
                    _ = try await cache.value(for: 2, load: load)
                    return cache.statistics.hits > hits
                }
                #expect(log.lines.contains { $0.hasPrefix("the server of a cache can be used again") })
                #expect(log.warnings.count == 1)
            }
        }
    }

    @Test("is not held up for long by a server that hangs")
    func hanging() async throws {
        try await withRedis { server in
            try await withRedisClient(server) { client in
                let cache = cache(client)
                _ = try await cache.value(for: 1, load: load)
                server.pause()
                defer { server.resume() }
                let begin = ContinuousClock.now
                for key in 2..<50 { _ = try await cache.value(for: key, load: load) }
                // One call waited for the time-out of 500 ms, at most a few more tried again.
                #expect(ContinuousClock.now - begin < .seconds(10))
                #expect(cache.statistics.errors < 10)
            }
        }
    }

    @Test("loads anew what cannot be read, which another version may have written")
    func unreadable() async throws {
        struct Strange: Error {}
        try await withTwoClients { first, second in
            var encoding = CacheBackend.encoding
            encoding.decode = { _ in throw Strange() }
            let strict = cache(second, encoding: encoding)
            #expect(try await cache(first).value(for: 1, load: load) == "1 1")
            #expect(try await strict.value(for: 1, load: load) == "1 2")
            #expect(strict.statistics.errors == 1)
            for garbage: RedisArgument in ["", "x", .bytes([1]), .bytes([1, 200]), .bytes([2, 0, 65])] {
                _ = try await first.send(RedisCommand("SET", "cache:{test}:value:7", garbage))
                #expect(try await cache(first).value(for: 7, load: load)?.hasPrefix("7 ") == true)
            }
            _ = try await first.send(RedisCommand("DEL", "cache:{test}:value:8"))
            _ = try await first.send(RedisCommand("LPUSH", "cache:{test}:value:8", "a list"))
            #expect(try await cache(first).value(for: 8, load: load)?.hasPrefix("8 ") == true)
        }
    }

    @Test("gives other processes what one has loaded, absence included")
    func shared() async throws {
        try await withTwoClients { first, second in
            for key in [1, -1] { _ = try await cache(first).value(for: key, load: load) }
            #expect(try await cache(second).value(for: 1, load: load) == "1 1")
            #expect(try await cache(second).value(for: -1, load: load) == nil)
            #expect(loaded.values == [1, -1])
            #expect(try await cache(second, "another").value(for: 1, load: load) == "1 3")
        }
    }

    @Test("removes for all processes", arguments: [false, true])
    func removal(ofAll: Bool) async throws {
        try await withTwoClients { first, second in
            let (one, other) = (cache(first), cache(second))
            _ = try await one.value(for: 1, load: load)
            if ofAll { try await other.removeAll() } else { try await other.remove(1) }
            #expect(try await one.value(for: 1, load: load) == "1 2")
            #expect(try await other.value(for: 1, load: load) == "1 2")
        }
    }

    @Test("does not store what another process has removed since the load began", arguments: [false, true])
    func race(ofAll: Bool) async throws {
        try await withTwoClients { first, second in
            let (one, other) = (cache(first), cache(second))
            for round in 1...3 {
                let old = try await one.value(for: 1) { _ in
                    if ofAll { try await other.removeAll() } else { try await other.remove(1) }
                    return "old"
                }
                #expect(old == "old")
                let new = try await other.value(for: 1, load: load)
                #expect(new == "1 \(round)")
                try await other.remove(1)
            }
        }
    }

    @Test("lets values expire at different times")
    func jitter() async throws {
        try await withTwoClients { client, _ in
            let cache = cache(client, jitter: 0.5)
            for key in 0..<200 { _ = try await cache.value(for: key, load: load) }
            var lifetimes: Set<Int64> = []
            for key in 0..<200 {
                lifetimes.insert(try await client.send(RedisCommand("PTTL", "cache:{test}:value:\(key)")).int ?? -1)
            }
            #expect(lifetimes.allSatisfy { (10_000...30_000).contains($0) })
            #expect(lifetimes.count > 150)
        }
    }

    @Test("keeps tokens of removals for long enough, and no longer")
    func tokens() async throws {
        try await withTwoClients { client, _ in
            try await cache(client).remove(1)
            let left = try await client.send(RedisCommand("PTTL", "cache:{test}:removal:1")).int ?? -1
            #expect((60_000...120_000).contains(left))
        }
    }
}
