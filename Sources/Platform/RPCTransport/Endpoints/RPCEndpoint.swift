/// Where a gRPC service is reached.
///
/// | text | meaning |
/// |---|---|
/// | `host:port` | one server |
/// | `host:port,host:port` | several; each call goes to the less loaded of two |
/// | `dns:host:port` | every address that the name has, likewise; the name is looked up again and again |
public enum RPCEndpoint: Sendable, Hashable, CustomStringConvertible {
    case servers([HostAndPort])
    case name(HostAndPort)

    /// `nil` where `text` is none of the three forms, or names a server twice.
    public init?(_ text: String) {
        if text.hasPrefix("dns:") {
            guard let name = HostAndPort(text.dropFirst("dns:".count)) else { return nil }
            self = .name(name)
            return
        }
        var servers: [HostAndPort] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let server = HostAndPort(part), !servers.contains(server) else { return nil }
            servers.append(server)
        }
        self = .servers(servers)
    }

    public var description: String {
        switch self {
        case .servers(let servers): servers.map(\.description).joined(separator: ",")
        case .name(let name): "dns:\(name)"
        }
    }
}
