import NIOCore
import Redis
import TestSupport
import Testing

@Suite("A client of a real server")
struct RedisClientTests {
    @Test("commands of many tasks on one connection each get their own answer")
    func pipelining() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    for task in 0..<64 {
                        tasks.addTask {
                            for round in 0..<50 {
                                let text = "\(task)-\(round)"
                                let reply = try await client.send(RedisCommand("ECHO", .text(text)))
                                #expect(reply.string == text)
                            }
                        }
                    }
                    try await tasks.waitForAll()
                }
                let clients = try await client.send(RedisCommand("CLIENT", "LIST", "TYPE", "normal")).string ?? ""
                #expect(clients.split(separator: "\n").count == 1)
            }
        }
    }

    @Test("several connections share the commands")
    func severalConnections() async throws {
        try await withRedis { server in
            try await withClient(server.url, { $0.connections = 3 }) { client in
                for _ in 0..<6 { _ = try await client.send(RedisCommand("PING")) }
                let clients = try await client.send(RedisCommand("CLIENT", "LIST", "TYPE", "normal")).string ?? ""
                #expect(clients.split(separator: "\n").count == 3)
            }
        }
    }

    @Test("a pipeline's replies come in order, with errors among them as values")
    func pipelineWithErrors() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                let replies = try await client.pipeline([
                    RedisCommand("SET", "key", "text"), RedisCommand("LPUSH", "key", "x"), RedisCommand("GET", "key"),
                    RedisCommand("INCR", "number"),
                ])
                #expect(replies.count == 4)
                #expect(replies[0].string == "OK")
                #expect(replies[1].error?.prefix == "WRONGTYPE")
                #expect(replies[2].string == "text")
                #expect(replies[3].int == 1)
                #expect(try await client.pipeline([]).isEmpty)
            }
        }
    }

    @Test("an error reply is thrown with its prefix, and the connection goes on", arguments: [2, 3])
    func errorReply(version: Int) async throws {
        try await withRedis { server in
            try await withClient(server.url + "?protocol=\(version)") { client in
                _ = try await client.send(RedisCommand("SET", "key", "text"))
                let error = await redisError { try await client.send(RedisCommand("HGETALL", "key")) }
                #expect(error?.code == .serverError("WRONGTYPE"))
                #expect(error?.isRetryable == false)
                #expect(error?.serverError?.message.hasPrefix("WRONGTYPE Operation") == true)
                #expect(try await client.send(RedisCommand("GET", "key")).string == "text")
            }
        }
    }

    @Test("maps, sets, doubles and nulls of version 3 read the same in version 2", arguments: [2, 3])
    func versions(version: Int) async throws {
        try await withRedis { server in
            try await withClient(server.url + "?protocol=\(version)") { client in
                _ = try await client.pipeline([
                    RedisCommand("HSET", "hash", "a", "1", "b", "2"), RedisCommand("SADD", "set", "m"),
                    RedisCommand("ZADD", "zset", "1.5", "m"),
                ])
                let hash = try await client.send(RedisCommand("HGETALL", "hash"))
                #expect(hash.pairs?.map { "\($0.key.string ?? "")=\($0.value.int ?? 0)" } == ["a=1", "b=2"])
                #expect(hash.array?.count == 4)
                #expect(try await client.send(RedisCommand("SMEMBERS", "set")).array?.first?.string == "m")
                #expect(try await client.send(RedisCommand("ZSCORE", "zset", "m")).double == 1.5)
                #expect(try await client.send(RedisCommand("GET", "none")).isNull)
                #expect(try await client.send(RedisCommand("LPOP", "none", 3)).isNull)
            }
        }
    }

    @Test("a script runs by its hash, also after the server forgot it")
    func scripts() async throws {
        let script = RedisScript(name: "sum", source: "return redis.call('INCRBY', KEYS[1], ARGV[1]) + ARGV[2]")
        try await withRedis { server in
            try await withClient(server.url) { client in
                #expect(try await client.evaluate(script, keys: ["n"], arguments: [5, 100]).int == 105)
                #expect(try await client.evaluate(script, keys: ["n"], arguments: [5, "100"]).int == 110)
                let known = try await client.send(RedisCommand("SCRIPT", "EXISTS", .text(script.sha1)))
                #expect(known.array?.first?.int == 1)
                _ = try await client.send(RedisCommand("SCRIPT", "FLUSH"))
                #expect(try await client.evaluate(script, keys: ["n"], arguments: [5, 100]).int == 115)
            }
        }
    }

    @Test("a script's own error is thrown")
    func scriptError() async throws {
        let script = RedisScript(name: "wrong", source: "return redis.error_reply('MINE of my own')")
        try await withRedis { server in
            try await withClient(server.url) { client in
                let error = await redisError { try await client.evaluate(script, keys: [], arguments: []) }
                #expect(error?.code == .serverError("MINE"))
            }
        }
    }

    @Test("10 MB go there and back, while others are served")
    func largePayload() async throws {
        let bytes = [UInt8]((0..<10_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try await withRedis { server in
            try await withClient(server.url) { client in
                async let other = client.send(RedisCommand("ECHO", "small"))
                _ = try await client.send(RedisCommand("SET", "large", .bytes(bytes)))
                #expect(try await client.send(RedisCommand("GET", "large")).bytes == bytes)
                _ = try await client.send(RedisCommand("SET", "large", .buffer(ByteBuffer(bytes: bytes))))
                #expect(try await client.send(RedisCommand("STRLEN", "large")).int == 10_000_000)
                #expect(try await other.string == "small")
            }
        }
    }

    @Test("an empty argument and bytes that are no text arrive as they are")
    func oddArguments() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                let binary: [UInt8] = [0, 13, 10, 255, 36]
                let echo = try await client.send(RedisCommand("ECHO", .bytes(binary)))
                #expect(echo.bytes == binary)
                #expect(try await client.send(RedisCommand("ECHO", "")).bytes == [])
                let smallest = try await client.send(RedisCommand("ECHO", .integer(.min)))
                #expect(smallest.int == .min)
            }
        }
    }

    @Test("the selected database and the client's name hold after the server was restarted", arguments: [2, 3])
    func databaseAndName(version: Int) async throws {
        try await withRedis { server in
            try await withClient(server.url + "/3?name=tester&protocol=\(version)") { client in
                for _ in 0..<2 {
                    let info = try await client.send(RedisCommand("CLIENT", "INFO")).string ?? ""
                    #expect(info.contains(" db=3 "))
                    #expect(info.contains(" name=tester "))
                    try await server.restart()
                    try await eventually("the client is connected again") {
                        await redisError { try await client.send(RedisCommand("PING")) } == nil
                    }
                }
            }
        }
    }

    @Test("tasks may run on the connection's event loop")
    func executor() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                let replies = try await withThrowingTaskGroup(of: Int64.self) { tasks in
                    for _ in 0..<8 {
                        tasks.addTask(executorPreference: client.executor) {
                            for _ in 0..<10 { _ = try await client.send(RedisCommand("INCR", "n")) }
                            return 10
                        }
                    }
                    return try await tasks.reduce(0, +)
                }
                #expect(replies == 80)
                #expect(try await client.send(RedisCommand("GET", "n")).int == 80)
            }
        }
    }
}
