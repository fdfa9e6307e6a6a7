/// The options of an `@server` block.
public struct ServerOptions: Sendable, Equatable {
    /// What the paths of the group begin with: a leading slash, none at the end (`/order/v1`); `nil` if not set. The
    /// routes' paths contain it already.
    public var prefix: String?
    /// The group's name: `homestayOrder`, or `admin/users` for one inside another.
    public var group: String?
    /// The name of the settings that hold the sign-in secret; if set, each request must carry a token.
    public var jwt: String?
    /// The name of the settings that hold the previous secret, still accepted. Only with ``jwt``.
    public var jwtTransition: String?
    /// The names of the middlewares, outermost first.
    public var middleware: [String]
    /// How long a request may take; positive.
    public var timeout: Duration?
    /// How many bytes a request's body may have; positive.
    public var maxBytes: Int64?
    /// Whether requests must be signed.
    public var requiresSignature: Bool
    /// Whether the responses are streams of server-sent events.
    public var isEventStream: Bool
    /// Keys without a meaning here, in order. The checker warned of them.
    public var others: [KeyValue]

    /// Makes options; by default none is set.
    public init(
        prefix: String? = nil, group: String? = nil, jwt: String? = nil, jwtTransition: String? = nil,
        middleware: [String] = [], timeout: Duration? = nil, maxBytes: Int64? = nil, requiresSignature: Bool = false,
        isEventStream: Bool = false, others: [KeyValue] = []
    ) {
        self.prefix = prefix
        self.group = group
        self.jwt = jwt
        self.jwtTransition = jwtTransition
        self.middleware = middleware
        self.timeout = timeout
        self.maxBytes = maxBytes
        self.requiresSignature = requiresSignature
        self.isEventStream = isEventStream
        self.others = others
    }
}
