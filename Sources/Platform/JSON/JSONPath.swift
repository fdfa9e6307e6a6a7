/// Where in a document a value stands, `list[3].id`, found by going through what comes before it.
///
/// Only an error asks for it, so that reading need not keep track.
struct JSONPath: CustomStringConvertible {
    /// One object or array that is open, by what of it is being read.
    enum Step {
        case field(String)
        case element(Int)
    }

    var steps: [Step] = []

    /// The path of the value that begins at `end` or has just ended there, or of the one before where that is the end
    /// of an object.
    /// - Parameter bytes: what stands before `end` was read already, and is well-formed.
    init(in bytes: UnsafeRawBufferPointer, upTo end: Int) {
        var scanner = JSONScanner(bytes)
        while scanner.position < end, let byte = scanner.current {
            switch byte {
            case UInt8(ascii: "{"): steps.append(.field(""))
            case UInt8(ascii: "["): steps.append(.element(0))
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = steps.popLast()
            case UInt8(ascii: ","):
                if case .element(let index) = steps.last { steps[steps.count - 1] = .element(index + 1) }
            case UInt8(ascii: "\""):
                guard let text = try? Self.string(&scanner) else { return }
                if case .field = steps.last, scanner.current == UInt8(ascii: ":") {
                    steps[steps.count - 1] = .field(text)
                }
                continue
            default: break
            }
            scanner.position += 1
        }
    }

    private static func string(_ scanner: inout JSONScanner) throws(JSONError) -> String {
        let start = scanner.position + 1
        _ = try scanner.skipString()
        let text = JSONEscapes.resolve(scanner.bytes[start..<scanner.position - 1])
        scanner.skipWhitespace()
        return text
    }

    var description: String {
        var path = ""
        for step in steps {
            switch step {
            case .field(let name): path += path.isEmpty ? name : ".\(name)"
            case .element(let index): path += "[\(index)]"
            }
        }
        return path
    }
}
