extension JSONReader {
    /// Skips a value of any kind, and checks that it is one.
    ///
    /// What is open is kept in an array, not on the call stack, so that no document can exhaust the stack.
    public mutating func skipValue() throws(JSONError) {
        scanner.skipWhitespace()
        switch scanner.current {
        case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer()
        default: try skipScalar()
        }
    }

    /// Reads a value of any kind.
    mutating func readValue() throws(JSONError) -> JSONValue {
        scanner.skipWhitespace()
        let start = scanner.position
        try skipValue()
        return try JSONValue(parsing: scanner.bytes[start..<scanner.position], limits: .none)
    }

    /// Reads a value through ``JSONReadable/init(json:)``: for types that are handier to make from a tree.
    /// - Throws: `JSONError` where it is not a `Value`.
    public mutating func readTree<Value: JSONReadable>() throws(JSONError) -> Value {
        let value = try readValue()
        do throws(JSONError) {
            return try Value(json: value)
        } catch {
            throw error.within(JSONPath(in: scanner.bytes, upTo: scanner.position).description)
        }
    }

    private mutating func skipScalar() throws(JSONError) {
        switch scanner.current {
        case UInt8(ascii: "\""): _ = try scanner.skipString()
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): _ = try scanner.skipNumber()
        case UInt8(ascii: "t"): try scanner.skipLiteral("true")
        case UInt8(ascii: "f"): try scanner.skipLiteral("false")
        case UInt8(ascii: "n"): try scanner.skipLiteral("null")
        default: throw scanner.unexpected("a value")
        }
    }

    /// Skips an object or array. Each round skips a scalar or opens a container, then closes what ends behind it.
    private mutating func skipContainer() throws(JSONError) {
        /// Whether each open container is an object, the innermost last.
        var areObjects: [Bool] = []
        repeat {
            scanner.skipWhitespace()
            if scanner.current == UInt8(ascii: "{") || scanner.current == UInt8(ascii: "[") {
                guard depth + areObjects.count < limits.maximumDepth else {
                    throw .depth(limits.maximumDepth, at: scanner.position)
                }
                let isObject = scanner.current == UInt8(ascii: "{")
                scanner.position += 1
                scanner.skipWhitespace()
                if !scanner.skip(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    areObjects.append(isObject)
                    if isObject { try skipName() }
                    continue
                }
            } else {
                try skipScalar()
            }
            while let isObject = areObjects.last {
                scanner.skipWhitespace()
                if scanner.skip(UInt8(ascii: ",")) {
                    if isObject { try skipName() }
                    break
                }
                guard scanner.skip(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
                    throw scanner.unexpected(isObject ? "a comma or }" : "a comma or ]")
                }
                areObjects.removeLast()
            }
        } while !areObjects.isEmpty
    }

    private mutating func skipName() throws(JSONError) {
        scanner.skipWhitespace()
        guard scanner.current == UInt8(ascii: "\"") else { throw scanner.unexpected("a field name in quotes") }
        _ = try scanner.skipString()
        try scanner.skipColon()
    }
}
