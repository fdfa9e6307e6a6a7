/// How a channel makes its calls.
public struct RPCChannelOptions: Sendable {
    /// How long a call may take that has no timeout of its own.
    public var timeout: Duration = .seconds(3)
    /// How long a connection may take to be made.
    public var connectTimeout: Duration = .seconds(1)
    /// How long a server that cannot be reached is left alone at most, before the next attempt.
    public var longestBackoff: Duration = .seconds(1)
    /// How often the addresses of a name are looked up, beside whenever a connection fails.
    public var lookUpEvery: Duration = .seconds(5)
    /// How long a server with calls under way may be silent before it is asked whether it is there.
    public var keepalive: Duration = .seconds(10)
    /// The methods whose calls are repeated where their outcome is unknown.
    public var idempotent = IdempotentMethods([])
    /// How often a call is tried, the first attempt included.
    public var attempts = 3
    /// Certificates, where connections are encrypted.
    public var tls: RPCTLS?

    public init() {}
}
