extension JSONReader {
    /// Reads a string, its escapes resolved.
    mutating func readString() throws(JSONError) -> String {
        scanner.skipWhitespace()
        guard scanner.current == UInt8(ascii: "\"") else { throw mismatch("a string") }
        return try readQuotedText()
    }

    /// Reads the name of a field, and the colon behind it.
    mutating func readName() throws(JSONError) -> String {
        try expectName()
        let name = try readQuotedText()
        try scanner.skipColon()
        return name
    }

    /// Reads the name of a field, and the colon behind it.
    /// - Returns: its index; the count of `names` where it is none of them.
    mutating func readName(_ names: JSONFieldNames, expected: Int) throws(JSONError) -> Int {
        try expectName()
        let start = scanner.position + 1
        var end = scanner.bytes.endOfPlainText(from: start, until: \.escapable)
        // What equals a known name needs no further check.
        if end < scanner.bytes.count, scanner.bytes[end] == UInt8(ascii: "\""),
            let index = names.index(
                of: UnsafeRawBufferPointer(rebasing: scanner.bytes[start..<end]), expected: expected)
        {
            scanner.position = end + 1
            try scanner.skipColon()
            return index
        }
        let hasEscapes = try scanner.skipString()
        end = scanner.position - 1
        try scanner.skipColon()
        guard hasEscapes else { return names.names.count }
        var name = JSONEscapes.resolve(scanner.bytes[start..<end])
        return name.withUTF8 { names.index(of: UnsafeRawBufferPointer($0), expected: expected) } ?? names.names.count
    }

    private mutating func expectName() throws(JSONError) {
        scanner.skipWhitespace()
        guard scanner.current == UInt8(ascii: "\"") else { throw scanner.unexpected("a field name in quotes") }
    }

    /// Reads a string whose opening quote stands here.
    private mutating func readQuotedText() throws(JSONError) -> String {
        let start = scanner.position + 1
        guard try scanner.skipString() else { return scanner.text(from: start, to: scanner.position - 1) }
        return JSONEscapes.resolve(scanner.bytes[start..<scanner.position - 1])
    }
}
