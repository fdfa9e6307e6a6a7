/// A type that can be read from one JSON value of any kind.
public protocol JSONReadable {
    /// - Throws: `JSONError` that names the field and says what was expected.
    init(json value: JSONValue) throws(JSONError)
}

/// A type that can be read from a JSON object.
///
///     init(json object: JSONObject) throws(JSONError) {
///         homestayID = try object.require("homestayId")
///         remark = try object.optional("remark") ?? ""
///     }
public protocol JSONDecodable: JSONReadable {
    /// - Throws: `JSONError` that names the field and says what was expected.
    init(json object: JSONObject) throws(JSONError)
}

extension JSONDecodable {
    @inlinable
    public init(json value: JSONValue) throws(JSONError) {
        try self.init(json: JSONObject(json: value))
    }

    /// Reads a whole document.
    @inlinable
    public init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .init()) throws(JSONError) {
        try self.init(json: JSONObject(parsing: bytes, limits: limits))
    }
}
