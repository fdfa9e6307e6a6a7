/// Any value of a JSON document.
public struct JSONValue: Sendable {
    let document: JSONDocument
    let index: Int

    /// Checks a document of any kind, and reads it.
    /// - Throws: `JSONError` for anything that is not exactly one JSON value within the limits.
    public init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .init()) throws(JSONError) {
        self.init(document: try JSONDocument(parsing: Array(bytes), limits: limits), index: 0)
    }

    init(document: JSONDocument, index: Int) {
        self.document = document
        self.index = index
    }

    /// Whether the value is `null`.
    public var isNull: Bool { node.kind == .null }

    /// The value as a `Value`.
    @inlinable
    public func read<Value: JSONReadable>(as type: Value.Type = Value.self) throws(JSONError) -> Value {
        try Value(json: self)
    }

    /// An error that names this value's field: `JSONError` with the message `livePeopleNum must be at least 1`.
    /// - Parameter problem: what is wrong, in words that follow the field's name.
    public func error(_ problem: String) -> JSONError {
        document.error(at: index, problem)
    }

    /// Calls `body` with each element of an array, and refuses anything else.
    @usableFromInline
    func forEachElement(_ body: (JSONValue) throws(JSONError) -> Void) throws(JSONError) {
        guard node.kind == .array else { throw mismatch("an array") }
        var child = index + 1
        let end = Int(node.next)
        while child < end {
            try body(JSONValue(document: document, index: child))
            child = Int(document.nodes[child].next)
        }
    }

    /// Calls `body` with each field of an object, its name first, and refuses anything else.
    func forEachField(_ body: (String, JSONValue) throws(JSONError) -> Void) throws(JSONError) {
        guard node.kind == .object else { throw mismatch("an object") }
        var name = index + 1
        let end = Int(node.next)
        while name < end {
            try body(document.string(at: name), JSONValue(document: document, index: name + 1))
            name = Int(document.nodes[name + 1].next)
        }
    }

    var node: JSONNode { document.nodes[index] }

    /// The value's bytes as they stand in the document, a string's without its quotes.
    var text: ArraySlice<UInt8> { document.bytes[node.range] }

    /// An error that says what the value must be and what it is.
    func mismatch(_ expected: String) -> JSONError {
        error("must be \(expected), not \(kindDescription)")
    }

    private var kindDescription: String {
        switch node.kind {
        case .object: "an object"
        case .array: "an array"
        case .string, .escapedString: "a string"
        case .integer, .fraction: "a number"
        case .true, .false: "a boolean"
        case .null: "null"
        }
    }
}

extension JSONValue: JSONReadable {
    public init(json value: JSONValue) { self = value }
    public init(from json: inout JSONReader) throws(JSONError) { self = try json.readValue() }
}
