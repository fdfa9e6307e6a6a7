public import JSON

/// Fields tagged `string`: numbers and truth values that JSON has in quotes.
extension JSONObject {
    /// The value of a field that must be there.
    public func requireQuoted<Value: APIParameter>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(JSONError) -> Value {
        try unquoted(try require(name), name)
    }

    /// The value of a field, `nil` where it is missing or `null`.
    public func optionalQuoted<Value: APIParameter>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(JSONError) -> Value? {
        guard let text = try optional(name, as: String.self) else { return nil }
        return try unquoted(text, name)
    }

    /// The value of a field that must be there, `nil` where it is `null`.
    public func nullableQuoted<Value: APIParameter>(
        _ name: String, as type: Value.Type = Value.self
    ) throws(JSONError) -> Value? {
        guard let text = try nullable(name, as: String.self) else { return nil }
        return try unquoted(text, name)
    }

    private func unquoted<Value: APIParameter>(_ text: String, _ name: String) throws(JSONError) -> Value {
        guard let value = Value(parameter: text) else {
            throw error(name, "must be \(Value.expectation) in quotes")
        }
        return value
    }
}
