/// What an `.api` file says of a route.
public struct APIRoute: Sendable, Equatable {
    public var method: APIMethod
    /// The path with its prefix, parameters with a colon: `/users/v1/:id`.
    public var path: String
    /// `group:` of the route's block; empty where it has none.
    public var group: String
    /// The handler's name as the file has it.
    public var handler: String
    /// Who may call it: `nil` for anyone.
    public var signIn: APISignIn?
    /// `middleware:` of the route's block, in order.
    public var middleware: [String]
    /// `timeout:`, how long the handler may take.
    public var timeout: Duration?
    /// `maxBytes:`, the longest body that is read.
    public var maximumBody: Int?
    /// `signature: true`: requests are signed.
    public var checksSignature: Bool
    /// `sse: true`: the response is a stream of events.
    public var isEventStream: Bool

    public init(
        _ method: APIMethod, _ path: String, group: String = "", handler: String, signIn: APISignIn? = nil,
        middleware: [String] = [], timeout: Duration? = nil, maximumBody: Int? = nil, checksSignature: Bool = false,
        isEventStream: Bool = false
    ) {
        self.method = method
        self.path = path
        self.group = group
        self.handler = handler
        self.signIn = signIn
        self.middleware = middleware
        self.timeout = timeout
        self.maximumBody = maximumBody
        self.checksSignature = checksSignature
        self.isEventStream = isEventStream
    }
}

/// How the user of a route signs in.
public struct APISignIn: Sendable, Equatable {
    /// `jwt:`, the name under which settings have the secret.
    public var section: String
    /// `jwtTransition:`, the name of a secret that is still accepted while it is being replaced.
    public var transition: String?

    public init(section: String, transition: String? = nil) {
        self.section = section
        self.transition = transition
    }
}

/// The methods that a route may have. The raw value is what a request line says.
public enum APIMethod: String, Sendable, Equatable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case connect = "CONNECT"
    case options = "OPTIONS"
    case trace = "TRACE"
}
