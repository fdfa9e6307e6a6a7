import NIOCore
import NIOHTTP2

/// How much a peer may send on a connection, and when it is told that it may send more.
///
/// A stream's own window holds the longest message there may be, so only the connection's needs renewing.
struct InboundWindow {
    /// Of a connection, in bytes: several messages of the greatest length.
    private static let connectionSize = 16 << 20
    /// Of a stream, in bytes.
    private static let streamSize = MessageReader.maximumLength + 64 << 10
    private var received = 0

    /// The settings with which a connection begins.
    static let settings: HTTP2Settings = [
        HTTP2Setting(parameter: .initialWindowSize, value: streamSize),
        HTTP2Setting(parameter: .maxHeaderListSize, value: 32 << 10),
    ]

    /// What a new connection sends after its settings, whose windows are those of HTTP/2 otherwise.
    static let opening = HTTP2Frame(
        streamID: .rootStream, payload: .windowUpdate(windowSizeIncrement: connectionSize - 65_535))

    /// Notes what was received.
    /// - Returns: a frame to send, once half of the window is used up.
    mutating func note(_ data: HTTP2Frame.FramePayload.Data) -> HTTP2Frame? {
        received += data.data.readableBytes + (data.paddingBytes.map { $0 + 1 } ?? 0)
        guard received >= Self.connectionSize / 2 else { return nil }
        defer { received = 0 }
        return HTTP2Frame(streamID: .rootStream, payload: .windowUpdate(windowSizeIncrement: received))
    }
}
