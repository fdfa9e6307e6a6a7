extension String: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.string(self) }
}

extension Substring: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.string(self) }
}

extension Bool: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.bool(self) }
}

extension Int: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

extension Int8: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

extension Int16: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

extension Int32: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

extension Int64: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

extension UInt: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

extension UInt8: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

extension UInt16: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

extension UInt32: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

extension UInt64: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.integer(self) }
}

/// Writes the shortest decimal that reads back as the same number, or `null` for infinity and "not a number".
extension Double: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) { json.double(self) }
}

/// Writes the shortest decimal that reads back as the same number, or `null` for infinity and "not a number".
extension Float: JSONEncodable {
    public func encode(to json: inout JSONWriter) { json.float(self) }
}

/// Writes `nil` as `null`.
extension Optional: JSONEncodable where Wrapped: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) {
        switch self {
        case .some(let value): value.encode(to: &json)
        case .none: json.null()
        }
    }
}

extension Array: JSONEncodable where Element: JSONEncodable {
    @inlinable
    public func encode(to json: inout JSONWriter) {
        json.beginArray()
        for element in self { element.encode(to: &json) }
        json.endArray()
    }
}
