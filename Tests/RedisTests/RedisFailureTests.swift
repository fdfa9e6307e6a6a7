import Redis
import TestSupport
import Testing

@Suite("Faults of the network and the server")
struct RedisFailureTests {
    @Test("a command to a server that is down fails within the connect timeout and names address and reason")
    func serverDown() async throws {
        try await withRedis { server in
            try await server.kill()
            try await withClient(server.url) { client in
                for _ in 0..<3 {
                    let error = await redisError { try await client.send(RedisCommand("PING")) }
                    #expect(error?.code == .connectionFailed)
                    #expect(error?.mayHaveRun == false)
                    #expect(error?.isRetryable == true)
                    #expect(error.map { "\($0)".contains("127.0.0.1:\(server.port)") } == true)
                    #expect(error.map { "\($0)".contains("refused") } == true)
                }
            }
        }
    }

    @Test("an address that does not exist is a failed connection")
    func unknownHost() async throws {
        try await withClient("redis://no-such-host.invalid:6379") { client in
            let error = await redisError { try await client.send(RedisCommand("PING")) }
            #expect(error?.code == .connectionFailed)
            #expect(error.map { "\($0)".contains("no-such-host.invalid") } == true)
        }
    }

    @Test("a server that accepts and says nothing is a failed connection")
    func silentServer() async throws {
        try await withRedis { server in
            server.pause()
            try await withClient(server.url, { $0.connectTimeout = .milliseconds(200) }) { client in
                let error = await redisError { try await client.send(RedisCommand("PING")) }
                #expect(error?.code == .connectionFailed)
                #expect(error?.mayHaveRun == false)
                server.resume()
                try await eventually("the client is connected") {
                    await redisError { try await client.send(RedisCommand("PING")) } == nil
                }
            }
        }
    }

    @Test("when the server is killed, commands in flight may have run, and later ones work once it is back")
    func killedAndRestarted() async throws {
        try await withRedis { server in
            try await withClient(server.url, { $0.connections = 2 }) { client in
                let pop = RedisCommand("BLPOP", "none", 0)
                async let first = redisError { try await client.send(pop) }
                async let second = redisError { try await client.pipeline([pop, RedisCommand("INCR", "n")]) }
                try await withClient(server.url) { observer in
                    try await eventually("the commands are in flight") {
                        try await blockedClients(observer) == 2
                    }
                }
                try await server.kill()
                for error in await [first, second] {
                    #expect(error?.code == .connectionClosed)
                    #expect(error?.mayHaveRun == true)
                    #expect(error?.isRetryable == true)
                }
                let down = await redisError { try await client.send(RedisCommand("PING")) }
                #expect(down?.code == .connectionFailed)
                #expect(down?.mayHaveRun == false)
                try await server.start()
                try await eventually("the client is connected again") {
                    await redisError { try await client.send(RedisCommand("SET", "a", "b")) } == nil
                }
            }
        }
    }

    @Test("a connection cut in the middle of a reply fails that command, and the next one works")
    func cutInReply() async throws {
        try await withRedis { server in
            try await CuttableProxy.with(to: server.port) { proxy in
                try await withClient("redis://127.0.0.1:\(proxy.port)") { client in
                    _ = try await client.send(RedisCommand("SET", "key", .bytes(Array(repeating: 7, count: 200_000))))
                    for bytes in [1, 8, 9, 100_000, 200_009] {
                        proxy.cut(afterReplyBytes: bytes)
                        let error = await redisError { try await client.send(RedisCommand("GET", "key")) }
                        #expect(error?.code == .connectionClosed, "cut after \(bytes) bytes")
                        #expect(error?.mayHaveRun == true)
                        #expect(try await client.send(RedisCommand("STRLEN", "key")).int == 200_000)
                    }
                }
            }
        }
    }

    @Test("a reply that does not come in time fails its command and closes the connection")
    func timeout() async throws {
        try await withRedis { server in
            try await withClient(server.url, { $0.commandTimeout = .milliseconds(200) }) { client in
                _ = try await client.send(RedisCommand("PING"))
                server.pause()
                async let first = redisError { try await client.send(RedisCommand("INCR", "n")) }
                async let second = redisError { try await client.send(RedisCommand("INCR", "n")) }
                let codes = await [first, second].map(\.?.code)
                #expect(codes.contains(.timedOut))
                #expect(codes.allSatisfy { $0 == .timedOut || $0 == .connectionClosed })
                #expect(await first?.mayHaveRun == true)
                server.resume()
                try await eventually("the client is connected again") {
                    await redisError { try await client.send(RedisCommand("PING")) } == nil
                }
            }
        }
    }

    @Test("only so many commands wait; one more fails at once, and so do none after they were answered")
    func boundedPending() async throws {
        try await withRedis { server in
            try await withClient(server.url, { $0.maxPendingCommands = 10 }) { client in
                _ = try await client.send(RedisCommand("PING"))
                server.pause()
                await withTaskGroup(of: RedisError?.self) { tasks in
                    for _ in 0..<11 {
                        tasks.addTask { await redisError { try await client.send(RedisCommand("PING")) } }
                    }
                    // With ten waiting for a server that sleeps, the first to end is the one that was refused.
                    let refused = await tasks.next()
                    #expect(refused??.code == .tooManyPending)
                    #expect(refused??.mayHaveRun == false)
                    server.resume()
                    for await error in tasks { #expect(error == nil) }
                }
                let many = Array(repeating: RedisCommand("PING"), count: 11)
                #expect(await redisError { try await client.pipeline(many) }?.code == .tooManyPending)
                #expect(try await client.pipeline(Array(many.prefix(10))).count == 10)
            }
        }
    }

    @Test("a cancelled command ends at once, and the replies after it find their owners")
    func cancellation() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                _ = try await client.send(RedisCommand("PING"))
                server.pause()
                let error = await withTaskGroup(of: RedisError?.self) { tasks in
                    tasks.addTask { await redisError { try await client.send(RedisCommand("ECHO", "cancelled")) } }
                    tasks.cancelAll()
                    return await tasks.next() ?? nil
                }
                #expect(error?.code == .cancelled)
                server.resume()
                #expect(try await client.send(RedisCommand("ECHO", "next")).string == "next")
                #expect(try await client.pipeline([RedisCommand("ECHO", "a")]).first?.string == "a")
            }
        }
    }

    @Test("after the shutdown nothing is sent, and what was in flight fails")
    func shutdown() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                async let inFlight = redisError { try await client.send(RedisCommand("BLPOP", "none", 0)) }
                try await withClient(server.url) { observer in
                    try await eventually("the command is in flight") { try await blockedClients(observer) == 1 }
                }
                await client.shutdown()
                #expect(await inFlight?.code == .shutDown)
                #expect(await inFlight?.mayHaveRun == true)
                let late = await redisError { try await client.send(RedisCommand("PING")) }
                #expect(late?.code == .shutDown)
                #expect(late?.isRetryable == false)
                await client.shutdown()
            }
        }
    }

    @Test("a server that became a replica is left: the error is retryable and the next command goes to the primary")
    func readOnly() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                _ = try await client.send(RedisCommand("SET", "key", "1"))
                let id = try await client.send(RedisCommand("CLIENT", "ID")).int
                // A replica of a server that does not exist keeps its data, and takes no writes.
                _ = try await client.send(RedisCommand("REPLICAOF", "127.0.0.1", "1"))
                let error = await redisError { try await client.send(RedisCommand("SET", "key", "2")) }
                #expect(error?.code == .serverError("READONLY"))
                #expect(error?.isRetryable == true)
                _ = try await client.send(RedisCommand("REPLICAOF", "NO", "ONE"))
                #expect(try await client.send(RedisCommand("CLIENT", "ID")).int != id)
                #expect(try await client.send(RedisCommand("SET", "key", "2")).string == "OK")
            }
        }
    }

    @Test("a full memory is an error to retry")
    func outOfMemory() async throws {
        try await withRedis(.init(arguments: ["--maxmemory", "1"])) { server in
            try await withClient(server.url) { client in
                let error = await redisError { try await client.send(RedisCommand("SET", "key", "1")) }
                #expect(error?.code == .serverError("OOM"))
                #expect(error?.isRetryable == true)
                let read = try await client.send(RedisCommand("GET", "key"))
                #expect(read.isNull)
            }
        }
    }
}
