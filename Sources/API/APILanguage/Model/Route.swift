/// One method and path, and what answers it.
public struct Route: Sendable, Equatable {
    /// The method.
    public var method: HTTPMethod
    /// The path with the group's prefix, as segments; empty for `/`.
    public var segments: [PathSegment]
    /// The handler's name as written: `createHomestayOrder`. Unique in its group (all blocks of the same `group`).
    public var handler: String
    /// What `@doc` says: one entry `summary` for `@doc "text"`, else the entries of its block.
    public var doc: [KeyValue]
    /// The struct of the request; `nil` if it has none.
    public var request: String?
    /// The list that is the whole body of the request, where it has no struct.
    public var requestList: ValueType?
    /// The type of the response's body; `nil` if it has none.
    public var response: ValueType?
    /// The comments right above the route (above `@doc` or `@handler`, whichever comes first), one line each.
    public var documentation: [String]
    /// Where the handler's name stands.
    public var origin: Origin

    /// Makes a route.
    public init(
        method: HTTPMethod, segments: [PathSegment], handler: String, doc: [KeyValue] = [], request: String? = nil,
        requestList: ValueType? = nil, response: ValueType? = nil, documentation: [String] = [], origin: Origin
    ) {
        self.method = method
        self.segments = segments
        self.handler = handler
        self.doc = doc
        self.request = request
        self.requestList = requestList
        self.response = response
        self.documentation = documentation
        self.origin = origin
    }

    /// The path with the group's prefix, parameters with a colon: `/users/v1/:id`.
    public var path: String {
        segments.isEmpty ? "/" : segments.map { "/\($0)" }.joined()
    }

    /// The names of the path's parameters, in order.
    public var pathParameters: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// The value of `@doc`'s entry of this key.
    public func doc(_ key: String) -> String? {
        doc.first { $0.key == key }?.value
    }

    /// One line that says what the route does: `@doc "text"`, or the block's `summary`.
    public var summary: String? { doc("summary") }
}

/// What stands between two slashes of a path.
public enum PathSegment: Sendable, Equatable, Hashable, CustomStringConvertible {
    /// Text that a request's path must have here, exactly.
    case literal(String)
    /// `:name`: any text without a slash, at least one character.
    case parameter(String)

    /// The segment as it is written in a file.
    public var description: String {
        switch self {
        case .literal(let text): text
        case .parameter(let name): ":\(name)"
        }
    }
}

/// The methods that a route may have. The raw value is the spelling in a file.
public enum HTTPMethod: String, Sendable, Equatable, Hashable, CaseIterable {
    case get, head, post, put, patch, delete, connect, options, trace
}
