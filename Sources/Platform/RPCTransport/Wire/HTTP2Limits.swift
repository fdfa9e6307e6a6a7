import NIOCore
import NIOHTTP2

/// What both ends of a connection put up with.
enum HTTP2Limits {
    /// How many calls a client may have under way on one connection.
    static let maximumConcurrentStreams = 4096

    /// Peers are our own processes, and each call that its caller gives up resets a stream. The usual limits, 200 in half
    /// a minute, are for browsers, and would end a connection whenever a slow server makes many calls time out.
    static func handler(
        _ mode: NIOHTTP2Handler.ParserMode, settings: HTTP2Settings
    ) -> NIOHTTP2Handler {
        var connection = NIOHTTP2Handler.ConnectionConfiguration()
        connection.initialSettings = InboundWindow.settings + settings
        connection.maximumRecentlyResetStreams = maximumConcurrentStreams
        var stream = NIOHTTP2Handler.StreamConfiguration()
        stream.streamResetFrameRateLimit.maximumCount = 4 * maximumConcurrentStreams
        stream.streamResetFrameRateLimit.windowLength = .seconds(1)
        return NIOHTTP2Handler(mode: mode, connectionConfiguration: connection, streamConfiguration: stream)
    }
}
