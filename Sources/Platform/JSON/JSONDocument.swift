/// A checked document: its bytes, and a list of its values in the order in which they stand.
///
/// Strings and numbers stay bytes until they are asked for, so that a field nobody reads costs one ``JSONNode``.
final class JSONDocument: Sendable {
    let bytes: [UInt8]
    /// The values; the document itself is the first. An object's node is followed by its fields, a name and a value
    /// each, an array's by its elements.
    let nodes: [JSONNode]

    init(parsing bytes: [UInt8], limits: JSONLimits) throws(JSONError) {
        let parsed: Result<[JSONNode], JSONError> = bytes.withUnsafeBytes { bytes in
            var parser = JSONParser(bytes, limits: limits)
            do throws(JSONError) { return .success(try parser.parse()) } catch { return .failure(error) }
        }
        nodes = try parsed.get()
        self.bytes = bytes
    }
}

/// One value, or one field's name, of a document.
struct JSONNode: Sendable {
    enum Kind: UInt8 {
        case object, array
        case string
        /// A string with escapes in it.
        case escapedString
        case integer
        /// A number with a fraction or an exponent.
        case fraction
        case `true`, `false`, null
    }

    var kind: Kind
    /// The node's bytes; a string's without its quotes.
    var start: UInt32
    var end: UInt32
    /// The index of the node that follows this one and all it contains.
    var next: UInt32

    var range: Range<Int> { Int(start)..<Int(end) }
}

extension JSONDocument {
    /// The string at `index`, escapes resolved.
    func string(at index: Int) -> String {
        let node = nodes[index]
        return node.kind == .escapedString
            ? bytes.withUnsafeBytes { JSONEscapes.resolve($0[node.range]) }
            : String(decoding: bytes[node.range], as: UTF8.self)
    }

    /// The path of the value at `index`, as errors name it: `list[3].id`, empty for the document itself.
    func path(of index: Int) -> String {
        var path = ""
        var container = 0
        while container != index {
            var child = container + 1
            var position = 0
            let isObject = nodes[container].kind == .object
            while true {
                let value = isObject ? child + 1 : child
                guard index >= nodes[value].next else {
                    if isObject {
                        path += path.isEmpty ? string(at: child) : "." + string(at: child)
                    } else {
                        path += "[\(position)]"
                    }
                    container = value
                    break
                }
                child = Int(nodes[value].next)
                position += 1
            }
        }
        return path
    }

    /// An error about the value at `index`: its path, or "the document", and then `problem`.
    func error(at index: Int, _ problem: String) -> JSONError {
        let path = path(of: index)
        return JSONError(
            "\(path.isEmpty ? "the document" : path) \(problem)", field: path.isEmpty ? nil : path,
            offset: offset(of: index))
    }

    /// Where the value at `index` begins, in bytes from the start of the document.
    func offset(of index: Int) -> Int {
        switch nodes[index].kind {
        case .string, .escapedString: Int(nodes[index].start) - 1
        default: Int(nodes[index].start)
        }
    }
}
