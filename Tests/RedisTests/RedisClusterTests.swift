import Foundation
import NIOCore
import Redis
import TestSupport
import Testing

@Suite("A cluster of three primaries")
struct RedisClusterTests {
    private let script = RedisScript(
        name: "both", source: "return {redis.call('INCR', KEYS[1]), redis.call('INCR', KEYS[2])}")

    @Test("commands, scripts and pipelines go to the nodes of their keys, also after slots have moved")
    func routing() async throws {
        try await withRedisCluster { nodes in
            try await withClient("redis-cluster://127.0.0.1:1,127.0.0.1:\(nodes[0].port)") { client in
                try await keysEverywhere(client)
                try await scriptsByKey(client)
                try await keylessCommands(client)
                try await dedicatedConnections(client)
                try await messages(client)
                try await movedSlot(client, nodes)
                try await movingSlot(client, nodes)
            }
        }
    }

    @Test("a node that is down fails its own keys alone, with an error to retry")
    func nodeDown() async throws {
        try await withRedisCluster(requiresFullCoverage: false) { nodes in
            let url = "redis-cluster://127.0.0.1:\(nodes[0].port)"
            try await withClient(url, { $0.connectTimeout = .seconds(5) }) { client in
                // Slots 12182, 5061 and 866: the third, the first and the first node's.
                _ = try await client.pipeline([RedisCommand("SET", "foo", "1"), RedisCommand("SET", "bar", "1")])
                try await nodes[2].kill()
                try await eventually("the loss is told") {
                    let error = await redisError { try await client.send(RedisCommand("GET", "foo")) }
                    #expect(error?.isRetryable != false)
                    return error != nil
                }
                #expect(try await client.send(RedisCommand("GET", "bar")).string == "1")
                let mixed = await redisError {
                    try await client.pipeline([RedisCommand("GET", "bar"), RedisCommand("GET", "foo")])
                }
                #expect(mixed?.isRetryable == true)
                #expect(mixed?.mayHaveRun == true)
            }
        }
    }

    @Test("a server that is no cluster says so")
    func noCluster() async throws {
        try await withRedis { server in
            try await withClient("redis-cluster://127.0.0.1:\(server.port)") { client in
                let error = await redisError { try await client.send(RedisCommand("GET", "key")) }
                #expect(error?.code == .connectionFailed)
                #expect(error.map { "\($0)" }?.contains("cluster support disabled") == true)
            }
        }
    }

    private func keysEverywhere(_ client: RedisClient) async throws {
        for number in 0..<50 {
            _ = try await client.send(RedisCommand("SET", "key-\(number)", .integer(Int64(number))))
        }
        let commands = (0..<50).map { RedisCommand("GET", "key-\($0)") }
        #expect(try await client.pipeline(commands).map(\.int) == (0..<50).map { $0 })
        let transaction = [
            RedisCommand("MULTI"), RedisCommand("INCR", "{t}a"), RedisCommand("INCR", "{t}b"), RedisCommand("EXEC"),
        ]
        #expect(try await client.pipeline(transaction).last?.array?.compactMap(\.int) == [1, 1])
    }

    private func scriptsByKey(_ client: RedisClient) async throws {
        for tag in ["a", "b", "c", "d", "e"] {
            let reply = try await client.evaluate(script, keys: ["{\(tag)}1", "{\(tag)}2"], arguments: [])
            #expect(reply.array?.compactMap(\.int) == [1, 1])
        }
        let error = await redisError { try await client.evaluate(script, keys: ["a", "b"], arguments: []) }
        #expect(error?.code == .crossSlot)
        #expect(error?.mayHaveRun == false)
        #expect(await redisError { try await client.send(RedisCommand("MGET", "a", "b")) }?.code == .crossSlot)
        #expect(await redisError { try await client.pipeline([RedisCommand("MGET", "a", "b")]) }?.code == .crossSlot)
    }

    private func keylessCommands(_ client: RedisClient) async throws {
        var ports: Set<String> = []
        for _ in 0..<6 {
            ports.insert(try await client.send(RedisCommand("CONFIG", "GET", "port")).array?.last?.string ?? "")
        }
        #expect(ports.count == 3)
    }

    private func dedicatedConnections(_ client: RedisClient) async throws {
        for list in ["one", "two", "three", "four"] {
            _ = try await client.send(RedisCommand("LPUSH", .text(list), "x"))
            let moved = try await client.withDedicatedConnection(for: list) { connection in
                try await connection.send(RedisCommand("BLPOP", .text(list), 1))
            }
            #expect(moved.array?.last?.string == "x")
        }
    }

    private func messages(_ client: RedisClient) async throws {
        var events = client.subscribe(to: ["news"]).makeAsyncIterator()
        #expect(await events.next() == .subscribed)
        // Keyless commands take turns, so that the message is published on another node as well.
        for _ in 0..<3 { _ = try await client.send(RedisCommand("PUBLISH", "news", "x")) }
        for _ in 0..<3 {
            #expect(await events.next() == .message(channel: "news", payload: ByteBuffer(string: "x")))
        }
    }

    /// Gives an empty slot to another node: the client is told so when it asks, and follows.
    private func movedSlot(_ client: RedisClient, _ nodes: [RedisServer]) async throws {
        // Slot 12182, which is the third node's.
        let slot: RedisArgument = 12182
        let (source, target) = (try await id(of: nodes[2]), try await id(of: nodes[0]))
        // One who takes over what it imports gets a newer epoch, so that no gossip of the old owner takes it back.
        try await withClient(nodes[0].url) { direct in
            _ = try await direct.send(RedisCommand("CLUSTER", "SETSLOT", slot, "IMPORTING", .text(source)))
        }
        for node in [nodes[0], nodes[2], nodes[1]] {
            try await withClient(node.url) { direct in
                _ = try await direct.send(RedisCommand("CLUSTER", "SETSLOT", slot, "NODE", .text(target)))
            }
        }
        #expect(try await client.send(RedisCommand("SET", "foo", "moved")).string == "OK")
        #expect(try await client.pipeline([RedisCommand("GET", "foo")]).first?.string == "moved")
        try await withClient(nodes[0].url) { direct in
            let value = try await direct.send(RedisCommand("GET", "foo"))
            #expect(value.string == "moved")
        }
    }

    /// While a slot moves, a key that is not at its old node any more is asked of the new one.
    private func movingSlot(_ client: RedisClient, _ nodes: [RedisServer]) async throws {
        // Slot 5061, which is the first node's.
        let slot: RedisArgument = 5061
        let (from, to) = (try await id(of: nodes[0]), try await id(of: nodes[1]))
        try await withClient(nodes[1].url) { direct in
            _ = try await direct.send(RedisCommand("CLUSTER", "SETSLOT", slot, "IMPORTING", .text(from)))
        }
        try await withClient(nodes[0].url) { direct in
            _ = try await direct.send(RedisCommand("CLUSTER", "SETSLOT", slot, "MIGRATING", .text(to)))
        }
        #expect(try await client.send(RedisCommand("SET", "bar", "asked")).string == "OK")
        #expect(try await client.send(RedisCommand("GET", "bar")).string == "asked")
        let replies = try await client.pipeline([RedisCommand("GET", "bar"), RedisCommand("GET", "{bar}none")])
        #expect(replies.first?.string == "asked")
        #expect(replies.last?.isNull == true)
        let reply = try await client.evaluate(script, keys: ["{bar}n", "{bar}n"], arguments: [])
        #expect(reply.array?.compactMap(\.int) == [1, 2])
        // Keys on both sides can be answered by neither: it is tried again, and then told.
        try await withClient(nodes[0].url) { direct in
            _ = try await direct.send(RedisCommand("CLUSTER", "SETSLOT", slot, "STABLE"))
            _ = try await direct.send(RedisCommand("SET", "{bar}old", "1"))
            _ = try await direct.send(RedisCommand("CLUSTER", "SETSLOT", slot, "MIGRATING", .text(to)))
        }
        let split = await redisError { try await client.send(RedisCommand("MGET", "{bar}old", "bar")) }
        #expect(split?.code == .serverError("TRYAGAIN"))
        #expect(split?.isRetryable == true)
    }

    private func id(of node: RedisServer) async throws -> String {
        try await withClient(node.url) { client in
            try await client.send(RedisCommand("CLUSTER", "MYID")).string ?? ""
        }
    }
}
