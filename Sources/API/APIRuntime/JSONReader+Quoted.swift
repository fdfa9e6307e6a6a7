public import JSON

extension JSONReader {
    /// Reads a field tagged `string`: a number or a truth value that JSON has in quotes, or `null`, which gives `nil`.
    public mutating func readQuoted<Value: APIParameter>(
        as type: Value.Type = Value.self
    ) throws(JSONError) -> Value? {
        guard let text = try readOptional(as: String.self) else { return nil }
        guard let value = Value(parameter: text) else { throw error("must be \(Value.expectation) in quotes") }
        return value
    }
}
