import Logging
import Redis
import TestSupport
import Testing

/// A Redis server that the tests of a suite share, one after the other.
struct SharedRedis: SuiteTrait, TestScoping {
    /// A client of the suite's server.
    @TaskLocal static var current: RedisClient?

    /// A client of the suite's server, which is emptied first.
    static func empty() async throws -> RedisClient {
        let client = try #require(current)
        _ = try await client.send(RedisCommand("FLUSHALL"))
        return client
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
        try await withRedis { server in
            let client = RedisClient(configuration: try RedisConfiguration(url: server.url), logger: quietLogger)
            let result: Result<Void, any Error>
            do {
                result = .success(try await Self.$current.withValue(client) { try await body() })
            } catch {
                result = .failure(error)
            }
            await client.shutdown()
            try result.get()
        }
    }
}

extension Trait where Self == SharedRedis {
    /// Gives the suite a Redis server. The suite must be serialized.
    static var sharedRedis: Self { SharedRedis() }
}
