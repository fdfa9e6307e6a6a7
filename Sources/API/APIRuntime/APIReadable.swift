public import JSON

/// A request that generated code reads and checks before its handler runs.
public protocol APIReadable {
    /// - Throws: `JSONError` for what is wrong with the body, ``APIInputError`` for what is wrong elsewhere.
    init(_ request: APIRequest) throws
}

extension APIReadable where Self: JSONStreamReadable {
    /// Reads a request that is its body alone.
    public init(_ request: APIRequest) throws {
        try self.init(parsing: request.jsonBody)
    }
}

/// A request whose body is a list and all there is of it.
extension Array: APIReadable where Element: JSONReadable {
    public init(_ request: APIRequest) throws {
        try self.init(parsing: request.body)
    }
}

extension APIRequest {
    /// The body as a JSON object; none at all is an empty object.
    public func jsonObject() throws(JSONError) -> JSONObject { try JSONObject(parsing: jsonBody) }

    var jsonBody: [UInt8] { body.isEmpty ? Array("{}".utf8) : body }
}
