/// An object of a JSON document: fields by name.
///
/// Reading parses once; a field is looked up and converted when it is asked for. Where a name stands twice, the last one
/// counts. Fields that nobody asks for are ignored.
public struct JSONObject: Sendable, JSONReadable {
    let document: JSONDocument
    let index: Int

    /// Checks a document that must be an object, and reads it.
    /// - Throws: `JSONError` for anything that is not exactly one JSON object within the limits.
    public init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .init()) throws(JSONError) {
        try self.init(json: JSONValue(parsing: bytes, limits: limits))
    }

    public init(json value: JSONValue) throws(JSONError) {
        guard value.node.kind == .object else { throw value.mismatch("an object") }
        document = value.document
        index = value.index
    }

    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readTree() }

    /// The value of a field; `nil` where there is none. A field that is `null` has a value.
    public subscript(name: String) -> JSONValue? {
        guard let index = indexOfValue(named: name) else { return nil }
        return JSONValue(document: document, index: index)
    }

    /// The value of a field that must be there.
    /// - Throws: `JSONError` where the field is missing, `null`, or not a `Value`.
    @inlinable
    public func require<Value: JSONReadable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(JSONError) -> Value {
        try Value(json: requireValue(name))
    }

    /// The value of a field, `nil` where it is missing or `null`.
    /// - Throws: `JSONError` where the field is there, but not a `Value`.
    @inlinable
    public func optional<Value: JSONReadable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(JSONError) -> Value? {
        guard let value = self[name], !value.isNull else { return nil }
        return try Value(json: value)
    }

    /// The value of a field that must be there, `nil` where it is `null`.
    /// - Throws: `JSONError` where the field is missing, or neither `null` nor a `Value`.
    @inlinable
    public func nullable<Value: JSONReadable>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(JSONError) -> Value? {
        guard let value = self[name] else { throw error(name, "is missing") }
        return value.isNull ? nil : try Value(json: value)
    }

    /// The exact value of a number field that must be there.
    /// - Parameter scale: the decimals of the result, 0…18. A number that has more is refused, never rounded.
    public func requireDecimal(_ name: String, scale: Int) throws(JSONError) -> JSONDecimal {
        try requireValue(name).decimal(scale: scale)
    }

    /// The exact value of a number field, `nil` where it is missing or `null`.
    /// - Parameter scale: the decimals of the result, 0…18. A number that has more is refused, never rounded.
    public func optionalDecimal(_ name: String, scale: Int) throws(JSONError) -> JSONDecimal? {
        guard let value = self[name], !value.isNull else { return nil }
        return try value.decimal(scale: scale)
    }

    /// An error about one of this object's fields: `JSONError` with the message `livePeopleNum must be at least 1`.
    /// - Parameters:
    ///   - name: the field, whether it is there or not.
    ///   - problem: what is wrong, in words that follow the field's name.
    public func error(_ name: String, _ problem: String) -> JSONError {
        let path = document.path(of: index)
        let field = path.isEmpty ? name : "\(path).\(name)"
        let offset = indexOfValue(named: name).map { document.offset(of: $0) }
        return JSONError("\(field) \(problem)", field: field, offset: offset)
    }

    @usableFromInline
    func requireValue(_ name: String) throws(JSONError) -> JSONValue {
        guard let value = self[name], !value.isNull else { throw error(name, "is missing") }
        return value
    }
}
