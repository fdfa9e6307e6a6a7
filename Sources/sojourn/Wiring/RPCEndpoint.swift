/// Where a gRPC service listens.
struct RPCEndpoint: Sendable, Hashable {
    let host: String
    let port: Int

    /// `nil` where `text` is not `host:port`.
    init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65535).contains(port), colon > text.startIndex
        else { return nil }
        host = String(text[..<colon])
        self.port = port
    }
}
