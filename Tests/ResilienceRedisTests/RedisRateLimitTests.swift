import Logging
import Redis
import Resilience
import Synchronization
import Testing
import TestSupport

@testable import ResilienceRedis

@Suite("A rate limit on Redis", .timeLimit(.minutes(2)))
struct RedisRateLimitTests {
    /// A clock of the process that a test moves; the server has its own.
    private final class ManualTime: Sendable {
        private let nanoseconds = Atomic<Int64>(0)

        var now: MonotonicTime { MonotonicTime(nanoseconds: nanoseconds.load(ordering: .relaxed)) }

        func advance(byNanoseconds duration: Int64) { nanoseconds.wrappingAdd(duration, ordering: .relaxed) }
    }

    private func withClient<Value>(
        _ server: RedisServer, _ body: (RedisClient) async throws -> Value
    ) async throws -> Value {
        var configuration = try RedisConfiguration(url: server.url)
        configuration.commandTimeout = .milliseconds(250)
        configuration.connectTimeout = .milliseconds(250)
        let client = RedisClient(
            configuration: configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        do {
            let value = try await body(client)
            await client.shutdown()
            return value
        } catch {
            await client.shutdown()
            throw error
        }
    }

    @Test("is one for all processes, and another for each key")
    func shared() async throws {
        try await withRedis { server in
            try await withClient(server) { first in
                try await withClient(server) { second in
                    let log = RecordedLog()
                    let limits = [first, second].map {
                        // So slow that no token comes back while the test runs.
                        RedisRateLimit(client: $0, prefix: "rate:", rate: 0.001, burst: 10, logger: log.logger)
                    }
                    var allowed = 0
                    for attempt in 0..<30 where await limits[attempt % 2].take("a") == nil { allowed += 1 }
                    #expect(allowed == 10)
                    #expect(await limits[0].take("b") == nil)
                    let wait = try #require(await limits[1].take("a"))
                    #expect(wait > .seconds(900) && wait <= .seconds(1000))
                    #expect(log.warnings.isEmpty)
                }
            }
        }
    }

    @Test("lets tokens come back by the server's clock, and forgets buckets that are full again")
    func refills() async throws {
        try await withRedis { server in
            try await withClient(server) { client in
                let limit = RedisRateLimit(
                    client: client, prefix: "rate:", rate: 0.2, burst: 1, logger: Logger(label: "test"))
                #expect(await limit.take("a") == nil)
                let wait = try #require(await limit.take("a"))
                #expect(wait > .zero && wait <= .seconds(5))
                try await eventually("a token came back") { await limit.take("a") == nil }
                let expiry = try await client.send(RedisCommand("PTTL", "rate:{a}")).int ?? -1
                #expect((1...6000).contains(expiry))
            }
        }
    }

    @Test("is one of the process alone while the server cannot be asked, which is told once, and shared again after it")
    func down() async throws {
        try await withRedis { server in
            try await withClient(server) { client in
                let (log, time) = (RecordedLog(), ManualTime())
                let limit = RedisRateLimit(
                    client: client, prefix: "rate:", rate: 0.001, burst: 3, logger: log.logger, now: { time.now })
                #expect(await limit.take("a") == nil)
                try await server.kill()
                var allowed = 0
                for _ in 0..<20 where await limit.take("a") == nil { allowed += 1 }
                #expect(allowed == 3, "as many as all processes together would have had")
                time.advance(byNanoseconds: 2_000_000_000)
                #expect(await limit.take("a") != nil)
                #expect(log.warnings.count == 1)
                try await server.start()
                try await eventually("the limit is shared again") {
                    time.advance(byNanoseconds: 2_000_000_000)
                    _ = await limit.take("fresh")
                    return try await client.send(RedisCommand("EXISTS", "rate:{fresh}")).int == 1
                }
            }
        }
    }

    @Test("does not keep callers waiting for a server that does not answer", .timeLimit(.minutes(1)))
    func hangs() async throws {
        try await withRedis { server in
            try await withClient(server) { client in
                let time = ManualTime()
                let limit = RedisRateLimit(
                    client: client, prefix: "rate:", rate: 1000, burst: 1000,
                    logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { time.now })
                #expect(await limit.take("a") == nil)
                server.pause()
                defer { server.resume() }
                let began = ContinuousClock.now
                for _ in 0..<500 { #expect(await limit.take("a") == nil) }
                #expect(ContinuousClock.now - began < .seconds(5), "one waited, and the others did not")
            }
        }
    }
}
