import Redis
@testable import TaskQueueRedis
import TestSupport

extension BrokerFixture {
    /// Each test has a server of its own; a few run at a time.
    static let redis = BrokerFixture(testDescription: "Redis") { clock, body in
        try await servers.withTurn {
            try await withRedis { server in
                let configuration = try RedisConfiguration(url: server.url)
                let client = RedisClient(configuration: configuration, logger: quietLogger)
                do {
                    try await body(RedisBroker(client: client, clock: clock, logger: quietLogger))
                } catch {
                    await client.shutdown()
                    throw error
                }
                await client.shutdown()
            }
        }
    } age: { broker, duration in
        // Locks and claims expire by the server's clock: they get as much closer to it.
        guard let client = (broker as? RedisBroker)?.client else { return }
        let script = RedisScript(
            name: "age",
            source: """
                for _, key in ipairs(redis.call('KEYS', '*')) do
                    local rest = redis.call('PTTL', key)
                    if rest > 0 then redis.call('PEXPIRE', key, rest - ARGV[1]) end
                end
                """)
        _ = try await client.evaluate(
            script, keys: [], arguments: [.integer(duration.components.seconds * 1000)])
    }

    private static let servers = Turns(4)
}

/// Lets so many callers do something at a time.
private actor Turns {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    nonisolated func withTurn(_ body: @Sendable () async throws -> Void) async throws {
        await take()
        do {
            try await body()
        } catch {
            await giveBack()
            throw error
        }
        await giveBack()
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func giveBack() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
