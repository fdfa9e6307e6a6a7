import NIOCore
import Redis
import TestSupport
import Testing

@Suite("A primary that sentinels watch over")
struct RedisSentinelTests {
    @Test("after a fail-over commands and messages go to the new primary, without a restart of the client")
    func switched() async throws {
        try await withSentinel { sentinel, servers in
            // The first sentinel does not exist: the second one is asked.
            let url = "redis-sentinel://127.0.0.1:1,127.0.0.1:\(sentinel.port)/2?master=main"
            try await withClient(url) { client in
                #expect(try await client.send(RedisCommand("SET", "key", "1")).string == "OK")
                #expect(try await port(client) == servers[0].port)
                _ = try await client.send(RedisCommand("WAIT", 1, 1000))
                var events = client.subscribe(to: ["news"]).makeAsyncIterator()
                #expect(await events.next() == .subscribed)
                try await withClient("redis://127.0.0.1:\(sentinel.port)") { sentinel in
                    // It refuses until it has heard enough of the replica.
                    try await eventually("the sentinel begins") {
                        await redisError { try await sentinel.send(RedisCommand("SENTINEL", "FAILOVER", "main")) }
                            == nil
                    }
                }
                #expect(await events.next() == .resubscribed)
                try await eventually("the client writes to the new primary") {
                    await redisError { try await client.send(RedisCommand("SET", "key", "2")) } == nil
                }
                #expect(try await port(client) == servers[1].port)
                try await eventually("a message arrives") {
                    try await client.send(RedisCommand("PUBLISH", "news", "x")).int == 1
                }
                #expect(await events.next() == .message(channel: "news", payload: ByteBuffer(string: "x")))
            }
        }
    }

    @Test("a primary that was killed is replaced, and errors until then say whether to try again")
    func killed() async throws {
        try await withSentinel { sentinel, servers in
            try await withClient("redis-sentinel://127.0.0.1:\(sentinel.port)?master=main") { client in
                _ = try await client.send(RedisCommand("SET", "key", "1"))
                _ = try await client.send(RedisCommand("WAIT", 1, 1000))
                try await servers[0].kill()
                try await eventually("the client writes to the new primary") {
                    let error = await redisError { try await client.send(RedisCommand("SET", "key", "2")) }
                    if let error { #expect(error.isRetryable, "\(error)") }
                    return error == nil
                }
                #expect(try await port(client) == servers[1].port)
            }
        }
    }

    @Test("sentinels that do not know the primary, or are not there, are named")
    func unknown() async throws {
        try await withRedis(.sentinel(["sentinel resolve-hostnames no"])) { sentinel in
            let known = "127.0.0.1:\(sentinel.port)"
            try await withClient("redis-sentinel://\(known),127.0.0.1:1?master=other") { client in
                let error = await redisError { try await client.send(RedisCommand("PING")) }
                #expect(error?.code == .connectionFailed)
                let text = error.map { "\($0)" } ?? ""
                #expect(text.contains("\(known) does not know a primary \"other\""))
                #expect(text.contains("127.0.0.1:1"))
            }
        }
    }

    private func port(_ client: RedisClient) async throws -> Int? {
        let info = try await client.send(RedisCommand("INFO", "server")).string ?? ""
        let line = info.split(whereSeparator: \.isNewline).first { $0.hasPrefix("tcp_port:") }
        return line.flatMap { Int($0.dropFirst("tcp_port:".count)) }
    }

    /// Runs `body` with a sentinel, and a primary and its replica, which the sentinel knows.
    private func withSentinel(_ body: (RedisServer, [RedisServer]) async throws -> Void) async throws {
        try await withRedis { primary in
            try await withRedis(.init(arguments: ["--replicaof", "127.0.0.1 \(primary.port)"])) { replica in
                try await withClient(replica.url) { client in
                    try await eventually("the replica follows") {
                        try await client.send(RedisCommand("ROLE")).array?.contains { $0.string == "connected" } == true
                    }
                }
                let configuration = [
                    "sentinel monitor main 127.0.0.1 \(primary.port) 1", "sentinel down-after-milliseconds main 500",
                    "sentinel failover-timeout main 1000",
                ]
                try await withRedis(.sentinel(configuration)) { sentinel in
                    try await withClient("redis://127.0.0.1:\(sentinel.port)") { client in
                        try await eventually("the sentinel knows the replica for one to promote") {
                            let replicas = try await client.send(RedisCommand("SENTINEL", "REPLICAS", "main"))
                            let facts = replicas.array?.first?.pairs ?? []
                            let expected = ["flags": "slave", "master-link-status": "ok", "role-reported": "slave"]
                            return expected.allSatisfy { name, value in
                                facts.contains { $0.key.string == name && $0.value.string == value }
                            }
                        }
                    }
                    try await body(sentinel, [primary, replica])
                }
            }
        }
    }
}
