import NIOCore
import NIOPosix
import Redis
import Synchronization
import TestSupport
import Testing

@Suite("A server that sends what it should not")
struct MalformedServerTests {
    @Test(
        "a malformed reply is an error of its command, and the next command has a new connection",
        arguments: [
            "hello\r\n", "$5\r\nabcdefg\r\n", ":12x\r\n", "*-7\r\n", "$999999999999\r\n", "*1\r\n?\r\n", "\0\0\0",
            "HTTP/1.1 400 Bad Request\r\n\r\n",
        ])
    func malformed(reply: String) async throws {
        try await withServer(replying: [ByteBuffer(string: reply), ByteBuffer(string: "+fine\r\n")]) { port in
            try await withClient("redis://127.0.0.1:\(port)") { client in
                let error = await redisError { try await client.send(RedisCommand("GET", "a")) }
                #expect(error?.code == .protocolViolation)
                #expect(error?.mayHaveRun == true)
                let next = try await client.send(RedisCommand("GET", "a"))
                #expect(next.string == "fine")
            }
        }
    }

    @Test("a reply too many ends the connection before another command takes it for its own")
    func replyTooMany() async throws {
        let replies = ["+one\r\n+stray\r\n", "+two\r\n"].map { ByteBuffer(string: $0) }
        try await withServer(replying: replies) { port in
            try await withClient("redis://127.0.0.1:\(port)") { client in
                let replies = [
                    try await client.send(RedisCommand("GET", "a")), try await client.send(RedisCommand("GET", "b")),
                ]
                #expect(replies.map(\.string) == ["one", "two"])
            }
        }
    }

    @Test("random replies end each command with an error or a value", arguments: 0..<4 as Range<UInt64>)
    func random(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("*$:+-_#,(!=%~>|0123456789\r\n\r\n\r\ntf".utf8)
        let replies = (0..<20).map { _ in
            ByteBuffer(
                bytes: (0..<Int.random(in: 1...40, using: &random)).map { _ in
                    alphabet.randomElement(using: &random) ?? 0
                })
        }
        try await withServer(replying: replies) { port in
            try await withClient(
                "redis://127.0.0.1:\(port)",
                {
                    $0.commandTimeout = .milliseconds(50)
                    $0.reconnect = RedisBackoff(initial: .milliseconds(1), maximum: .milliseconds(2))
                }
            ) { client in
                for _ in replies {
                    let error = await redisError { try await client.send(RedisCommand("GET", "a")) }
                    if let error { #expect(error.code != .connectionFailed, "\(error)") }
                }
            }
        }
    }

    @Test(
        "a server that refuses, or greets with something else, is a failed connection",
        arguments: [
            ("-ERR max number of clients reached\r\n", RedisError.Code.connectionFailed),
            ("-LOADING Redis is loading\r\n", .connectionFailed), ("garbage", .protocolViolation),
            ("+OK\r\n", .protocolViolation), ("$-1\r\n", .protocolViolation),
        ])
    func greeting(bytes: String, code: RedisError.Code) async throws {
        try await withServer(greeting: ByteBuffer(string: bytes), replying: []) { port in
            try await withClient("redis://127.0.0.1:\(port)") { client in
                let error = await redisError { try await client.send(RedisCommand("GET", "a")) }
                #expect(error?.code == code)
                #expect(error?.mayHaveRun == false)
            }
        }
    }

    /// Runs `body` with a server that greets, answers the first question of each connection properly, and further ones
    /// with `replies` in turn.
    private func withServer(
        greeting: ByteBuffer? = nil, replying replies: [ByteBuffer], _ body: (Int) async throws -> Void
    ) async throws {
        let replies = Replies(replies)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answers(greeting: greeting, replies: replies))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(channel.localAddress?.port ?? 0)
            try await channel.close()
        } catch {
            try await channel.close()
            throw error
        }
    }
}

/// The replies of all connections together, in their order.
private final class Replies: Sendable {
    private let rest: Mutex<ArraySlice<ByteBuffer>>

    init(_ replies: [ByteBuffer]) {
        rest = Mutex(replies[...])
    }

    func next() -> ByteBuffer? { rest.withLock { $0.popFirst() } }
}

/// Answers the first read of a connection as HELLO is answered, each other one with the next reply, and closes when
/// there is none.
private final class Answers: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let greeting: ByteBuffer?
    private let replies: Replies
    private var isSignedIn = false

    init(greeting: ByteBuffer?, replies: Replies) {
        self.greeting = greeting
        self.replies = replies
    }

    func channelActive(context: ChannelHandlerContext) {
        if let greeting { context.writeAndFlush(wrapOutboundOut(greeting), promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let reply = isSignedIn ? replies.next() : ByteBuffer(string: "%0\r\n")
        isSignedIn = true
        guard let reply else { return context.close(promise: nil) }
        context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
    }
}
