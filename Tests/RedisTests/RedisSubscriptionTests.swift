import NIOCore
import Redis
import TestSupport
import Testing

@Suite("Messages of channels")
struct RedisSubscriptionTests {
    @Test("a consumer gets the messages of its channels, and hears of a restart", arguments: [2, 3])
    func throughRestart(version: Int) async throws {
        try await withRedis { server in
            try await withClient(server.url + "?protocol=\(version)") { client in
                var events = client.subscribe(to: ["one", "two"]).makeAsyncIterator()
                #expect(await events.next() == .subscribed)
                _ = try await client.send(RedisCommand("PUBLISH", "other", "0"))
                _ = try await client.send(RedisCommand("PUBLISH", "two", "2"))
                _ = try await client.send(RedisCommand("PUBLISH", "one", ""))
                #expect(await events.next() == .message(channel: "two", payload: ByteBuffer(string: "2")))
                #expect(await events.next() == .message(channel: "one", payload: ByteBuffer()))
                try await server.restart()
                #expect(await events.next() == .resubscribed)
                try await eventually("the client is connected again") {
                    await redisError { try await client.send(RedisCommand("PUBLISH", "one", "3")) } == nil
                }
                #expect(await events.next() == .message(channel: "one", payload: ByteBuffer(string: "3")))
            }
        }
    }

    @Test("a quiet subscription notices that its server is gone without a word", arguments: [2, 3])
    func keepAlive(version: Int) async throws {
        try await withRedis { server in
            let warnings = Collector<String>()
            try await withClient(
                server.url + "?protocol=\(version)", { $0.commandTimeout = .milliseconds(200) },
                logger: collectingLogger(warnings)
            ) { client in
                var events = client.subscribe(to: ["one"]).makeAsyncIterator()
                #expect(await events.next() == .subscribed)
                // Two rounds of questions that are answered change nothing.
                try await eventually("the server was pinged twice") {
                    let stats = try await client.send(RedisCommand("INFO", "commandstats")).string ?? ""
                    return stats.contains("cmdstat_ping:calls=2")
                }
                server.pause()
                await warnings.wait(for: 1)
                server.resume()
                #expect(await events.next() == .resubscribed)
            }
        }
    }

    @Test("the stream ends with the client, and with its consumer's task")
    func ends() async throws {
        try await withRedis { server in
            try await withClient(server.url) { client in
                let ended = await withTaskGroup(of: Bool.self) { tasks in
                    let stream = client.subscribe(to: ["one"])
                    tasks.addTask {
                        for await event in stream where event == .subscribed { break }
                        return true
                    }
                    return await tasks.next() ?? false
                }
                #expect(ended)
                try await eventually("the server has no subscriber") {
                    try await client.send(RedisCommand("PUBSUB", "CHANNELS")).array?.isEmpty == true
                }
                var events = client.subscribe(to: ["one"]).makeAsyncIterator()
                #expect(await events.next() == .subscribed)
                await client.shutdown()
                #expect(await events.next() == nil)
                var late = client.subscribe(to: ["one"]).makeAsyncIterator()
                #expect(await late.next() == nil)
            }
        }
    }

    @Test("a slow consumer keeps the newest messages")
    func slowConsumer() async throws {
        try await withRedis { server in
            let warnings = Collector<String>()
            try await withClient(server.url, logger: collectingLogger(warnings)) { client in
                var events = client.subscribe(to: ["one"]).makeAsyncIterator()
                #expect(await events.next() == .subscribed)
                let messages = (0..<3000).map { RedisCommand("PUBLISH", "one", .integer($0)) }
                let replies = try await client.pipeline(messages)
                #expect(replies.allSatisfy { $0.int == 1 })
                await warnings.wait(for: 1)
                #expect(warnings.values == ["a consumer of Redis messages is too slow: the oldest are dropped"])
                var last: Int64?
                var count = 0
                while last != 2999, case .message(_, let payload)? = await events.next() {
                    last = Int64(String(buffer: payload))
                    count += 1
                }
                #expect(last == 2999)
                #expect(count < 3000)
            }
        }
    }
}
