/// Checks a document against RFC 8259 and lists its values.
///
/// Nesting is kept in an array, not on the call stack, so that no document can exhaust the stack.
struct JSONParser {
    let bytes: [UInt8]
    let limits: JSONLimits
    var position = 0
    var nodes: [JSONNode] = []
    /// The indices of the objects and arrays that are open, the innermost last.
    private var containers: [Int] = []

    init(_ bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func parse() throws(JSONError) -> [JSONNode] {
        guard bytes.count <= min(limits.maximumLength, Int(UInt32.max)) else {
            throw JSONError("the document is longer than \(limits.maximumLength) bytes")
        }
        nodes.reserveCapacity(bytes.count / 12 + 8)
        repeat {
            // Each round reads one value; what it opened is either empty, and closed at once, or awaits its first value.
            if try parseValue() { try finishValue() }
        } while !containers.isEmpty
        skipWhitespace()
        guard position == bytes.count else { throw unexpected("the end") }
        return nodes
    }

    /// Reads a value, of an object or array only its beginning. Returns whether the value is complete.
    private mutating func parseValue() throws(JSONError) -> Bool {
        skipWhitespace()
        switch current {
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
        default: throw unexpected("a value")
        }
        return true
    }

    /// After a value: goes on to the next one, or closes the containers that end here.
    private mutating func finishValue() throws(JSONError) {
        while let container = containers.last {
            let isObject = nodes[container].kind == .object
            skipWhitespace()
            if current == UInt8(ascii: ",") {
                position += 1
                if isObject { try parseName() }
                return
            }
            guard closes(UInt8(ascii: isObject ? "}" : "]")) else {
                throw unexpected(isObject ? "a comma or }" : "a comma or ]")
            }
        }
    }

    private mutating func open(_ kind: JSONNode.Kind) throws(JSONError) {
        guard containers.count < limits.maximumDepth else {
            throw JSONError(
                "the document nests deeper than \(limits.maximumDepth) levels at byte \(position)", offset: position)
        }
        containers.append(nodes.count)
        append(kind, from: position, to: position + 1)
        position += 1
        skipWhitespace()
    }

    /// Closes the innermost container if `bracket` stands here.
    private mutating func closes(_ bracket: UInt8) -> Bool {
        guard current == bracket, let container = containers.popLast() else { return false }
        position += 1
        nodes[container].end = UInt32(position)
        nodes[container].next = UInt32(nodes.count)
        return true
    }

    private mutating func parseName() throws(JSONError) {
        skipWhitespace()
        guard current == UInt8(ascii: "\"") else { throw unexpected("a field name in quotes") }
        try parseString()
        skipWhitespace()
        guard current == UInt8(ascii: ":") else { throw unexpected("a colon") }
        position += 1
    }

    private mutating func parseLiteral(_ text: StaticString, _ kind: JSONNode.Kind) throws(JSONError) {
        let start = position
        for offset in 0..<text.utf8CodeUnitCount {
            guard current == text.utf8Start[offset] else { throw unexpected("\(text)") }
            position += 1
        }
        append(kind, from: start, to: position)
    }
}

extension JSONParser {
    /// The byte at the present position, `nil` at the end.
    @inline(__always)
    var current: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    @inline(__always)
    mutating func append(_ kind: JSONNode.Kind, from start: Int, to end: Int) {
        nodes.append(JSONNode(kind: kind, start: UInt32(start), end: UInt32(end), next: UInt32(nodes.count + 1)))
    }

    func unexpected(_ expected: String) -> JSONError {
        .syntax(at: position, expected: expected, found: current)
    }
}
