import Redis
import TestSupport
import Testing

@Suite("A connection of its own")
struct RedisDedicatedConnectionTests {
    private let move = RedisCommand("BLMOVE", "from", "to", "RIGHT", "LEFT", 0)

    @Test("a blocking command waits without holding up the others")
    func blocking() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                async let moved = client.withDedicatedConnection(for: "from") { connection in
                    try await connection.send(move, timeout: .seconds(30))
                }
                try await eventually("the move blocks") { try await blockedClients(client) == 1 }
                #expect(try await client.send(RedisCommand("ECHO", "meanwhile")).string == "meanwhile")
                _ = try await client.send(RedisCommand("LPUSH", "from", "x"))
                #expect(try await moved.string == "x")
            }
        }
    }

    @Test("cancelling the caller of a blocked command ends it on the server")
    func cancelled() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                let error = try await withThrowingTaskGroup(of: RedisError?.self) { tasks in
                    tasks.addTask {
                        await redisError {
                            try await client.withDedicatedConnection(for: nil) { try await $0.send(move) }
                        }
                    }
                    try await eventually("the move blocks") { try await blockedClients(client) == 1 }
                    tasks.cancelAll()
                    return try await tasks.next() ?? nil
                }
                #expect(error?.code == .cancelled)
                try await eventually("the server has dropped it") { try await blockedClients(client) == 0 }
                _ = try await client.send(RedisCommand("LPUSH", "from", "x"))
                #expect(try await client.send(RedisCommand("LLEN", "from")).int == 1)
            }
        }
    }

    @Test("a command's own timeout counts, not the configuration's")
    func ownTimeout() async throws {
        try await withRedis { server in
            try await withClient(server.url, { $0.commandTimeout = .milliseconds(50) }) { client in
                try await client.withDedicatedConnection(for: nil) { connection in
                    let reply = try await connection.send(
                        RedisCommand("BLPOP", "none", "0.2"), timeout: .seconds(10))
                    #expect(reply.isNull)
                    let error = await redisError { try await connection.send(RedisCommand("BLPOP", "none", 0)) }
                    #expect(error?.code == .timedOut)
                    let after = await redisError { try await connection.send(RedisCommand("PING")) }
                    #expect(after?.code == .connectionClosed)
                    #expect(after?.mayHaveRun == false)
                }
            }
        }
    }

    @Test("it has nothing of the shared connection: transactions stay apart, and it ends with its block")
    func apart() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                try await client.withDedicatedConnection(for: nil) { connection in
                    _ = try await connection.send(RedisCommand("MULTI"))
                    #expect(try await connection.send(RedisCommand("INCR", "n")).string == "QUEUED")
                    #expect(try await client.send(RedisCommand("GET", "n")).isNull)
                    #expect(try await connection.send(RedisCommand("EXEC")).array?.first?.int == 1)
                }
                try await eventually("only the shared connection is left") {
                    let list = try await client.send(RedisCommand("CLIENT", "LIST", "TYPE", "normal")).string ?? ""
                    return list.split(separator: "\n").count == 1
                }
            }
        }
    }
}
