import NIOHTTP2

/// A server ended a connection because of an error.
struct ServerWentAway: Error, CustomStringConvertible {
    let code: HTTP2ErrorCode

    var description: String { "the server ended the connection: \(code)" }
}
