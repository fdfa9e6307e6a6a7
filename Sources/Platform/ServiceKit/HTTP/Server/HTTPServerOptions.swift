/// How an HTTP server treats its connections.
public struct HTTPServerOptions: Sendable {
    /// How many connections may be open; those beyond are answered with 503 and closed. `nil` for any number.
    public var maximumConnections: Int? = 10_000
    /// How many connections the system holds that were not accepted yet.
    public var backlog = 1024
    /// How long a connection may be open between requests.
    public var idleTimeout: Duration = .seconds(75)
    /// How long a request's head may take to arrive, from its first byte on, and the first byte of a new connection.
    public var headTimeout: Duration = .seconds(10)
    /// How long a request's body may take to arrive, from its head on.
    public var bodyTimeout: Duration = .seconds(30)
    /// The longest request line's path and query, in bytes.
    public var maximumTarget = 8 * 1024
    /// The longest head, in bytes.
    public var maximumHead = 32 * 1024
    /// How long a connection without a request is kept open when the server stops, so that a request that is on its way
    /// is answered and not cut off.
    public var farewell: Duration = .seconds(1)

    public init() {}
}
