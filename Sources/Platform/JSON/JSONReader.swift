/// Reads a document from its first byte to its last, each value as it comes, without a tree.
///
/// This is the fast way to read: what generated code uses. ``JSONObject`` is the handy one. A type reads exactly one
/// value of the reader that it is given:
///
///     init(from json: inout JSONReader) throws(JSONError) {
///         var sn: String?
///         var fields = try json.readObject(Self.fieldNames)  // ["sn"]
///         while let field = try fields.next(&json) {
///             switch field {
///             case 0: sn = try json.readOptional()
///             default: try json.skipValue()
///             }
///         }
///         guard let sn else { throw json.missing("sn") }
///         self.sn = sn
///     }
///
/// It checks all of the document, what is skipped included. Where a name stands twice, the last one counts.
public struct JSONReader: ~Copyable {
    var scanner: JSONScanner
    let limits: JSONLimits
    /// How many objects and arrays are open.
    var depth = 0

    /// - Parameter bytes: must outlive the reader, which is why it is not made in public.
    init(_ bytes: UnsafeRawBufferPointer, from position: Int = 0, limits: JSONLimits) {
        scanner = JSONScanner(bytes)
        scanner.position = position
        self.limits = limits
    }

    /// Reads a value.
    /// - Throws: `JSONError` where it is not a `Value`.
    @inlinable
    public mutating func read<Value: JSONReadable>(as type: Value.Type = Value.self) throws(JSONError) -> Value {
        try Value(from: &self)
    }

    /// Reads a value that may be `null`, which gives `nil`.
    /// - Throws: `JSONError` where it is neither `null` nor a `Value`.
    @inlinable
    public mutating func readOptional<Value: JSONReadable>(
        as type: Value.Type = Value.self
    ) throws(JSONError) -> Value? {
        try skipNull() ? nil : try Value(from: &self)
    }

    /// Skips the value if it is `null`.
    /// - Returns: whether it is.
    public mutating func skipNull() throws(JSONError) -> Bool {
        scanner.skipWhitespace()
        guard scanner.current == UInt8(ascii: "n") else { return false }
        try scanner.skipLiteral("null")
        return true
    }

    /// Reads `true` or `false`.
    mutating func readBool() throws(JSONError) -> Bool {
        scanner.skipWhitespace()
        switch scanner.current {
        case UInt8(ascii: "t"):
            try scanner.skipLiteral("true")
            return true
        case UInt8(ascii: "f"):
            try scanner.skipLiteral("false")
            return false
        default: throw mismatch("true or false")
        }
    }

    /// Makes sure that nothing but white space is left.
    mutating func finish() throws(JSONError) {
        scanner.skipWhitespace()
        guard scanner.current == nil else { throw scanner.unexpected("the end") }
    }
}

extension [UInt8] {
    /// Calls `body` with a reader of these bytes.
    func withReader<Value>(
        from position: Int = 0, limits: JSONLimits, _ body: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        let result: Result<Value, JSONError> = withUnsafeBytes { bytes in
            do throws(JSONError) {
                var json = JSONReader(bytes, from: position, limits: limits)
                return .success(try body(&json))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
