/// Checks a document against RFC 8259 and lists its values.
///
/// Nesting is kept in an array, not on the call stack, so that no document can exhaust the stack.
struct JSONParser {
    private var scanner: JSONScanner
    private let limits: JSONLimits
    private var nodes: [JSONNode] = []
    /// The indices of the objects and arrays that are open, the innermost last.
    private var containers: [Int] = []

    /// - Parameter bytes: must outlive the parser.
    init(_ bytes: UnsafeRawBufferPointer, limits: JSONLimits) {
        scanner = JSONScanner(bytes)
        self.limits = limits
    }

    mutating func parse() throws(JSONError) -> [JSONNode] {
        let limit = min(limits.maximumLength, Int(UInt32.max))
        guard scanner.bytes.count <= limit else { throw .length(limit) }
        nodes.reserveCapacity(scanner.bytes.count / 12 + 8)
        repeat {
            // Each round reads one value; what it opened is either empty, and closed at once, or awaits its first value.
            if try parseValue() { try finishValue() }
        } while !containers.isEmpty
        scanner.skipWhitespace()
        guard scanner.position == scanner.bytes.count else { throw scanner.unexpected("the end") }
        return nodes
    }

    /// Reads a value, of an object or array only its beginning. Returns whether the value is complete.
    private mutating func parseValue() throws(JSONError) -> Bool {
        scanner.skipWhitespace()
        switch scanner.current {
        case UInt8(ascii: "{"):
            try open(.object)
            guard !closes(UInt8(ascii: "}")) else { return true }
            try parseName()
            return false
        case UInt8(ascii: "["):
            try open(.array)
            return closes(UInt8(ascii: "]"))
        case UInt8(ascii: "\""): try parseString()
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): try parseNumber()
        case UInt8(ascii: "t"): try parseLiteral("true", .true)
        case UInt8(ascii: "f"): try parseLiteral("false", .false)
        case UInt8(ascii: "n"): try parseLiteral("null", .null)
        default: throw scanner.unexpected("a value")
        }
        return true
    }

    /// After a value: goes on to the next one, or closes the containers that end here.
    private mutating func finishValue() throws(JSONError) {
        while let container = containers.last {
            let isObject = nodes[container].kind == .object
            scanner.skipWhitespace()
            if scanner.current == UInt8(ascii: ",") {
                scanner.position += 1
                if isObject { try parseName() }
                return
            }
            guard closes(UInt8(ascii: isObject ? "}" : "]")) else {
                throw scanner.unexpected(isObject ? "a comma or }" : "a comma or ]")
            }
        }
    }

    private mutating func open(_ kind: JSONNode.Kind) throws(JSONError) {
        guard containers.count < limits.maximumDepth else {
            throw .depth(limits.maximumDepth, at: scanner.position)
        }
        containers.append(nodes.count)
        append(kind, from: scanner.position, to: scanner.position + 1)
        scanner.position += 1
        scanner.skipWhitespace()
    }

    /// Closes the innermost container if `bracket` stands here.
    private mutating func closes(_ bracket: UInt8) -> Bool {
        guard scanner.current == bracket, let container = containers.popLast() else { return false }
        scanner.position += 1
        nodes[container].end = UInt32(scanner.position)
        nodes[container].next = UInt32(nodes.count)
        return true
    }

    private mutating func parseName() throws(JSONError) {
        scanner.skipWhitespace()
        guard scanner.current == UInt8(ascii: "\"") else { throw scanner.unexpected("a field name in quotes") }
        try parseString()
        scanner.skipWhitespace()
        guard scanner.current == UInt8(ascii: ":") else { throw scanner.unexpected("a colon") }
        scanner.position += 1
    }

    private mutating func parseString() throws(JSONError) {
        let start = scanner.position + 1
        let hasEscapes = try scanner.skipString()
        append(hasEscapes ? .escapedString : .string, from: start, to: scanner.position - 1)
    }

    private mutating func parseNumber() throws(JSONError) {
        let start = scanner.position
        let isInteger = try scanner.skipNumber()
        append(isInteger ? .integer : .fraction, from: start, to: scanner.position)
    }

    private mutating func parseLiteral(_ text: StaticString, _ kind: JSONNode.Kind) throws(JSONError) {
        let start = scanner.position
        try scanner.skipLiteral(text)
        append(kind, from: start, to: scanner.position)
    }

    @inline(__always)
    private mutating func append(_ kind: JSONNode.Kind, from start: Int, to end: Int) {
        nodes.append(JSONNode(kind: kind, start: UInt32(start), end: UInt32(end), next: UInt32(nodes.count + 1)))
    }
}
