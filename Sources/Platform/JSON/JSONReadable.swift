/// A type that can be read from one JSON value of any kind.
public protocol JSONReadable {
    /// - Throws: `JSONError` that names the field and says what was expected.
    init(json value: JSONValue) throws(JSONError)

    /// Reads the value that comes next, all of it.
    /// - Throws: `JSONError` that names the field and says what was expected.
    init(from json: inout JSONReader) throws(JSONError)
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

    public init(from json: inout JSONReader) throws(JSONError) {
        self = try json.readTree()
    }

    /// Reads a whole document.
    @inlinable
    public init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .init()) throws(JSONError) {
        try self.init(json: JSONObject(parsing: bytes, limits: limits))
    }
}

/// A type that reads itself from a document as it goes by, see ``JSONReader``.
public protocol JSONStreamReadable: JSONReadable {}

extension JSONStreamReadable {
    public init(json value: JSONValue) throws(JSONError) {
        self = try value.document.bytes.withReader(from: value.document.offset(of: value.index), limits: .none) {
            json throws(JSONError) in try Self(from: &json)
        }
    }

    /// Reads an object of a tree.
    public init(json object: JSONObject) throws(JSONError) {
        try self.init(json: JSONValue(document: object.document, index: object.index))
    }

    /// Reads a whole document.
    /// - Throws: `JSONError` for anything that is not exactly one JSON value within the limits, and a `Self`.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .init()) throws(JSONError) {
        guard bytes.count <= limits.maximumLength else { throw .length(limits.maximumLength) }
        self = try bytes.withReader(limits: limits) { json throws(JSONError) in
            let value = try Self(from: &json)
            try json.finish()
            return value
        }
    }
}
