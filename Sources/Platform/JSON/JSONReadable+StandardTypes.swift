extension String: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) {
        switch value.node.kind {
        case .string, .escapedString: self = value.document.string(at: value.index)
        default: throw value.mismatch("a string")
        }
    }

    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readString() }
}

extension Bool: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) {
        switch value.node.kind {
        case .true: self = true
        case .false: self = false
        default: throw value.mismatch("true or false")
        }
    }

    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readBool() }
}

extension Int: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

extension Int8: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

extension Int16: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

extension Int32: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

extension Int64: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

extension UInt: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

extension UInt8: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

extension UInt16: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

extension UInt32: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

extension UInt64: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readInteger() }
}

/// Reads any number, rounded to the nearest `Double`; one beyond its range is refused.
extension Double: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.double() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readFloat() }
}

/// Reads any number, rounded to the nearest `Float`; one beyond its range is refused.
extension Float: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.float() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readFloat() }
}

/// Reads any number exactly, with as many decimals as it needs; one that has more digits than that is refused.
extension JSONDecimal: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.decimal() }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readDecimal() }
}

extension Array: JSONReadable, JSONStreamReadable where Element: JSONReadable {
    @inlinable
    public init(json value: JSONValue) throws(JSONError) {
        self = []
        try value.forEachElement { element throws(JSONError) in
            append(try Element(json: element))
        }
    }

    @inlinable
    public init(from json: inout JSONReader) throws(JSONError) {
        self = []
        var elements = try json.readArray()
        while try elements.next(&json) { append(try Element(from: &json)) }
    }
}

/// Reads `null` as `nil`.
extension Optional: JSONReadable where Wrapped: JSONReadable {
    @inlinable
    public init(json value: JSONValue) throws(JSONError) {
        self = value.isNull ? nil : try Wrapped(json: value)
    }

    @inlinable
    public init(from json: inout JSONReader) throws(JSONError) {
        self = try json.readOptional()
    }
}
