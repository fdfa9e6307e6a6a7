public import JSON

/// A request that generated code reads and checks before its handler runs.
public protocol APIReadable {
    /// - Throws: `JSONError` for what is wrong with the body, ``APIInputError`` for what is wrong elsewhere.
    init(_ request: APIRequest) throws
}

extension APIReadable where Self: JSONDecodable {
    /// Reads a request that is its body alone.
    public init(_ request: APIRequest) throws {
        try self.init(json: request.jsonObject())
    }
}

/// A request whose body is a list and all there is of it.
extension Array: APIReadable where Element: JSONReadable {
    public init(_ request: APIRequest) throws {
        try self.init(json: JSONValue(parsing: request.body))
    }
}

extension APIRequest {
    /// The body as a JSON object; none at all is an empty object.
    public func jsonObject() throws(JSONError) -> JSONObject {
        try JSONObject(parsing: body.isEmpty ? Array("{}".utf8) : body)
    }
}
