public import HTTPTypes

/// A request that was read whole.
public struct APIRequest: Sendable {
    public var method: HTTPRequest.Method
    /// The path as it was sent, percent-encoded, without the query.
    public var path: String
    /// What follows the question mark, percent-encoded; empty where there is none.
    public var query: String
    public var headers: HTTPFields
    /// The parameters of the route's path by their names, decoded.
    public var parameters: [String: String]
    public var body: [UInt8]

    /// - Parameter parameters: the parameters of the route's path as they were sent, percent-encoded.
    /// - Throws: ``APIInputError`` where a parameter is not well encoded.
    public init(
        method: HTTPRequest.Method, path: String, query: String = "", headers: HTTPFields = [:],
        parameters: [String: String] = [:], body: [UInt8] = []
    ) throws(APIInputError) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.parameters = [:]
        self.body = body
        for (name, value) in parameters {
            guard let decoded = PercentEncoding.decode(value) else {
                throw APIInputError(.path, name, "is not well percent-encoded")
            }
            self.parameters[name] = decoded
        }
    }
}
