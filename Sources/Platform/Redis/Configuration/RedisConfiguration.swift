/// Which servers a client talks to, as whom, and how patiently.
public struct RedisConfiguration: Sendable {
    public var topology: RedisTopology
    /// The ACL user; `nil` for the server's default user.
    public var user: String?
    public var password: String?
    /// As whom sentinels are asked, where they want to know.
    public var sentinelUser: String?
    public var sentinelPassword: String?
    /// The number of the database that each connection selects; a cluster has only 0.
    public var database = 0
    /// How connections are encrypted; `nil` for not at all.
    public var tls: RedisTLS?
    /// How long setting up a connection may take, name resolution, TLS and signing in included.
    public var connectTimeout: Duration = .seconds(5)
    /// How long a command that was sent may remain unanswered.
    public var commandTimeout: Duration = .seconds(10)
    /// How many connections carry the commands of all callers (of a cluster, for each of its nodes).
    public var connections = 1
    /// How many commands may be without an answer on one connection; further ones fail at once.
    public var maxPendingCommands = 100_000
    /// The pauses between attempts to reach a server again.
    public var reconnect = RedisBackoff()
    /// What `CLIENT LIST` calls the connections.
    public var clientName: String?
    /// The version to speak; a server that does not know version 3 is spoken to in version 2.
    public var preferredProtocol = RedisProtocolVersion.resp3

    public init(topology: RedisTopology) {
        self.topology = topology
    }

    public init(host: String = "127.0.0.1", port: Int = 6379) {
        self.init(topology: .standalone(.host(host, port: port)))
    }
}

extension RedisConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The servers and the user. No password.
    public var description: String {
        "Redis at \(topology), as \(user ?? "default"), database \(database)\(tls == nil ? "" : ", with TLS")"
    }

    public var debugDescription: String { description }

    /// Nothing of what is inside: dumps and logs that look into a value show no password either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
