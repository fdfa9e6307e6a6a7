extension JSONReader {
    /// Begins an object; its fields come from ``JSONFieldReader/next(_:)``.
    /// - Parameter names: the fields that are known, by whose indices they are told.
    /// - Throws: `JSONError` where the next value is no object, or nests too deep.
    public mutating func readObject(_ names: JSONFieldNames) throws(JSONError) -> JSONFieldReader {
        try open(UInt8(ascii: "{"), "an object")
        return JSONFieldReader(names: names)
    }

    /// Begins an array; ``JSONElementReader/next(_:)`` goes through it.
    /// - Throws: `JSONError` where the next value is no array, or nests too deep.
    public mutating func readArray() throws(JSONError) -> JSONElementReader {
        try open(UInt8(ascii: "["), "an array")
        return JSONElementReader()
    }

    private mutating func open(_ bracket: UInt8, _ expected: String) throws(JSONError) {
        scanner.skipWhitespace()
        guard scanner.current == bracket else { throw mismatch(expected) }
        guard depth < limits.maximumDepth else { throw .depth(limits.maximumDepth, at: scanner.position) }
        depth += 1
        scanner.position += 1
    }

    /// Goes to what comes next in the innermost object or array.
    /// - Returns: `false` where it ends.
    @inline(__always)
    mutating func advance(_ isFirst: inout Bool, end: UInt8, expected: String) throws(JSONError) -> Bool {
        scanner.skipWhitespace()
        if scanner.skip(end) {
            depth -= 1
            return false
        }
        if isFirst {
            isFirst = false
        } else if !scanner.skip(UInt8(ascii: ",")) {
            throw scanner.unexpected(expected)
        }
        return true
    }
}

/// Goes through the elements of an array.
public struct JSONElementReader: ~Copyable {
    private var isFirst = true

    init() {}

    /// Goes to the next element, which has to be read or skipped then.
    /// - Returns: `false` where the array ends.
    public mutating func next(_ json: inout JSONReader) throws(JSONError) -> Bool {
        try json.advance(&isFirst, end: UInt8(ascii: "]"), expected: "a comma or ]")
    }
}

/// Goes through the fields of an object.
public struct JSONFieldReader: ~Copyable {
    private let names: JSONFieldNames
    private var isFirst = true
    private var expected = 0

    init(names: JSONFieldNames) {
        self.names = names
    }

    /// Goes to the next field, whose value has to be read or skipped then.
    /// - Returns: the index of its name, the count of names for an unknown one; `nil` where the object ends.
    public mutating func next(_ json: inout JSONReader) throws(JSONError) -> Int? {
        guard try json.advance(&isFirst, end: UInt8(ascii: "}"), expected: "a comma or }") else { return nil }
        let index = try json.readName(names, expected: expected)
        expected = index + 1
        return index
    }

    /// Goes to the next field of an object whose fields may have any names.
    /// - Returns: its name; `nil` where the object ends.
    public mutating func nextName(_ json: inout JSONReader) throws(JSONError) -> String? {
        guard try json.advance(&isFirst, end: UInt8(ascii: "}"), expected: "a comma or }") else { return nil }
        return try json.readName()
    }
}
