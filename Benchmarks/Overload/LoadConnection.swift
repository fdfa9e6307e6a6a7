import Foundation
import NIOCore

/// A connection that asks one thing at a time.
struct LoadConnection {
    let channel: any Channel
    let reader: AnswerReader

    private static let request = ByteBuffer(string: "GET /work HTTP/1.1\r\nHost: localhost\r\n\r\n")

    /// - Parameter onAnswer: hears the status, or `nil` where the connection ends before there is one.
    func ask(_ onAnswer: @escaping (Int?) -> Void) {
        reader.onAnswer = onAnswer
        guard channel.isActive else { return reader.tell(nil) }
        channel.writeAndFlush(Self.request, promise: nil)
    }

    func close() { channel.close(promise: nil) }
}

/// Reads answers that have a `Content-Length`.
final class AnswerReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    var onAnswer: ((Int?) -> Void)?
    private var received = ByteBuffer()

    func tell(_ status: Int?) {
        let tell = onAnswer
        onAnswer = nil
        tell?(status)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        received.writeBuffer(&bytes)
        let text = String(buffer: received)
        guard let end = text.range(of: "\r\n\r\n") else { return }
        let head = text[..<end.lowerBound].lowercased()
        let length =
            head.range(of: "content-length: ").flatMap { Int(head[$0.upperBound...].prefix { $0.isNumber }) } ?? 0
        guard received.readableBytes >= head.utf8.count + 4 + length else { return }
        received.clear()
        tell(Int(head.dropFirst(9).prefix(3)))
    }

    func channelInactive(context: ChannelHandlerContext) { tell(nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
