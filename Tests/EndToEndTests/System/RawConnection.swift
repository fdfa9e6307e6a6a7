import NIOCore
import NIOPosix

/// A TCP connection on which a test says whatever it likes.
struct RawConnection {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>

    /// Runs `body` with a connection to `url`, and closes it after that.
    static func with<Value: Sendable>(
        to url: String, _ body: @Sendable (inout RawConnection) async throws -> Value
    ) async throws -> Value {
        let port = Int(url.split(separator: ":").last ?? "") ?? 0
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(inbound: inbound.makeAsyncIterator(), outbound: outbound)
            return try await body(&connection)
        }
    }

    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    /// What comes back until `end` stands in it or the other side closes.
    mutating func receive(until end: String? = nil) async throws -> String {
        var text = ""
        while let bytes = try await inbound.next() {
            text += String(buffer: bytes)
            if let end, text.contains(end) { break }
        }
        return text
    }
}
