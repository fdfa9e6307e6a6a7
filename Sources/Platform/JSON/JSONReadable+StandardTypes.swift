extension String: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) {
        switch value.node.kind {
        case .string, .escapedString: self = value.document.string(at: value.index)
        default: throw value.mismatch("a string")
        }
    }
}

extension Bool: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) {
        switch value.node.kind {
        case .true: self = true
        case .false: self = false
        default: throw value.mismatch("true or false")
        }
    }
}

extension Int: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

extension Int8: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

extension Int16: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

extension Int32: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

extension Int64: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

extension UInt: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

extension UInt8: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

extension UInt16: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

extension UInt32: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

extension UInt64: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.integer() }
}

/// Reads any number, rounded to the nearest `Double`; one beyond its range is refused.
extension Double: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.double() }
}

/// Reads any number, rounded to the nearest `Float`; one beyond its range is refused.
extension Float: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.float() }
}

/// Reads any number exactly, with as many decimals as it needs; one that has more digits than that is refused.
extension JSONDecimal: JSONReadable {
    public init(json value: JSONValue) throws(JSONError) { self = try value.decimal() }
}

extension Array: JSONReadable where Element: JSONReadable {
    @inlinable
    public init(json value: JSONValue) throws(JSONError) {
        self = []
        try value.forEachElement { element throws(JSONError) in
            append(try Element(json: element))
        }
    }
}
