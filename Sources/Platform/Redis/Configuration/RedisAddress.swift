/// Where a server listens.
public enum RedisAddress: Sendable, Hashable {
    /// A name or an IP address (without brackets), and a port.
    case host(String, port: Int)
    /// The path of a Unix domain socket.
    case unixSocket(path: String)
}

extension RedisAddress: CustomStringConvertible {
    public var description: String {
        switch self {
        case .host(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unixSocket(let path): "unix:\(path)"
        }
    }
}
