import NIOCore
import NIOPosix

/// A connection on which a test says what it likes, byte by byte.
struct RawConnection {
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var received = ByteBuffer()

    /// Connects, and closes after `body`.
    static func with<Value: Sendable>(
        _ port: Int, _ body: @escaping @Sendable (inout RawConnection) async throws -> Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(outbound: outbound, inbound: inbound.makeAsyncIterator())
            return try await body(&connection)
        }
    }

    private init(
        outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    ) {
        self.outbound = outbound
        self.inbound = inbound
    }

    func send(_ text: String) async throws {
        try await outbound.write(ByteBuffer(string: text))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await outbound.write(ByteBuffer(bytes: bytes))
    }

    /// An answer with its head and its body by `Content-Length`; `nil` where the connection ends before one.
    mutating func answer() async throws -> String? {
        while true {
            let text = String(buffer: received)
            if let end = text.utf8Range(of: "\r\n\r\n") {
                let head = text[..<end.lowerBound]
                let length =
                    head.split(whereSeparator: \.isNewline).lazy
                    .first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
                let all = head.utf8.count + 4 + length
                if received.readableBytes >= all { return received.readString(length: all) }
            }
            guard try await more() else { return nil }
        }
    }

    /// All that comes until the server closes.
    mutating func rest() async throws -> String {
        while try await more() {}
        return String(buffer: received)
    }

    private mutating func more() async throws -> Bool {
        do {
            guard var next = try await inbound.next() else { return false }
            received.writeBuffer(&next)
            return true
        } catch is IOError {
            // Reset is an end as well.
            return false
        }
    }
}

extension String {
    fileprivate func utf8Range(of text: String) -> Range<String.Index>? { self.firstRange(of: text) }
}
