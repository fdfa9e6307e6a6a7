/// How a server treats its connections.
public struct RPCServerOptions: Sendable {
    /// How long a connection lives before its client is asked to make a new one, give or take a tenth: so clients
    /// come to know new servers. `nil` for no end.
    public var maximumAge: Duration? = .seconds(300)
    /// How long a client may be silent before it is asked whether it is there.
    public var keepalive: Duration = .seconds(30)
    /// How long a call with one answer may be worked on, whatever its caller allows; `nil` for as long as that.
    public var longestCall: Duration? = .seconds(60)
    /// Certificates, where connections are encrypted.
    public var tls: RPCTLS?

    public init() {}
}
