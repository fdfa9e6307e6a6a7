import Redis
import TestSupport
import Testing

@Suite("Watching keys")
struct RedisKeyWatchTests {
    @Test("a key that was read is reported when it changes, once, until it is read again")
    func changes() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                let changes = Collector<RedisKeyChange>()
                let replies = Collector<RESPValue>()
                let watch = client.watchKeys(near: "key", changes.append)
                await changes.wait(for: 1)
                watch.read([RedisCommand("GET", "key"), RedisCommand("LLEN", "list")]) { $0.forEach(replies.append) }
                await replies.wait(for: 2)
                #expect(replies.values == [.null, .integer(0)])
                _ = try await client.pipeline([
                    RedisCommand("SET", "other", "1"), RedisCommand("SET", "key", "1"), RedisCommand("SET", "key", "2"),
                    RedisCommand("LPUSH", "list", "x"),
                ])
                await changes.wait(for: 3)
                #expect(changes.values == [.all, .keys(["key"]), .keys(["list"])])
                watch.read([RedisCommand("GET", "key")]) { $0.forEach(replies.append) }
                await replies.wait(for: 3)
                _ = try await client.send(RedisCommand("SET", "key", "3"))
                await changes.wait(for: 4)
                #expect(changes.values.last == .keys(["key"]))
            }
        }
    }

    @Test("after a restart and after a flush any key may have changed")
    func everything() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                let changes = Collector<RedisKeyChange>()
                let watch = client.watchKeys(near: nil, changes.append)
                await changes.wait(for: 1)
                try await server.restart()
                await changes.wait(for: 2)
                #expect(changes.values == [.all, .all])
                let replies = Collector<RESPValue>()
                watch.read([RedisCommand("GET", "key")]) { $0.forEach(replies.append) }
                await replies.wait(for: 1)
                try await eventually("the client is connected again") {
                    await redisError { try await client.send(RedisCommand("FLUSHALL")) } == nil
                }
                await changes.wait(for: 3)
                #expect(changes.values == [.all, .all, .all])
            }
        }
    }

    @Test("a user who may not track is told why nothing is reported")
    func unsupported() async throws {
        let user = ["--user", "worker", "on", "nopass", "~*", "+@all", "-client|tracking"]
        try await withRedis(.init(arguments: user)) { server in
            try await withClient("redis://worker:x@127.0.0.1:\(server.port)") { client in
                let changes = Collector<RedisKeyChange>()
                let watch = client.watchKeys(near: nil, changes.append)
                await changes.wait(for: 1)
                guard case .unsupported(let reason)? = changes.values.first else {
                    Issue.record("not told: \(changes.values)")
                    return
                }
                #expect(reason.hasPrefix("NOPERM"))
                watch.close()
            }
        }
    }
}
