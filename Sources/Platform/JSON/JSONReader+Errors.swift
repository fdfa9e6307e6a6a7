extension JSONReader {
    /// An error about the value that comes next, or the one that was just read: `JSONError` with the message
    /// `list[3].nights must be at least 1`.
    /// - Parameter problem: what is wrong, in words that follow the field's name.
    public func error(_ problem: String) -> JSONError {
        .about(JSONPath(in: scanner.bytes, upTo: scanner.position).description, problem, at: scanner.position)
    }

    /// An error about a field of the object that was just read.
    /// - Parameters:
    ///   - name: the field, whether it is there or not.
    ///   - problem: what is wrong, in words that follow the field's name.
    public func error(_ name: String, _ problem: String) -> JSONError {
        var path = JSONPath(in: scanner.bytes, upTo: scanner.position - 1)
        _ = path.steps.popLast()
        path.steps.append(.field(name))
        return .about(path.description, problem, at: nil)
    }

    /// The error of an object that was just read and lacks a field.
    public func missing(_ name: String) -> JSONError { error(name, "is missing") }

    /// An error that says what the value that comes next must be and what it is, a break of the grammar where it is
    /// nothing at all.
    func mismatch(_ expected: String) -> JSONError {
        let kind: String
        var literal: StaticString?
        switch scanner.current {
        case UInt8(ascii: "{"): kind = "an object"
        case UInt8(ascii: "["): kind = "an array"
        case UInt8(ascii: "\""): kind = "a string"
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): kind = "a number"
        case UInt8(ascii: "t"): (kind, literal) = ("a boolean", "true")
        case UInt8(ascii: "f"): (kind, literal) = ("a boolean", "false")
        case UInt8(ascii: "n"): (kind, literal) = ("null", "null")
        default: return scanner.unexpected("a value")
        }
        // «nonsense» is no null.
        var probe = scanner
        do throws(JSONError) {
            if let literal { try probe.skipLiteral(literal) }
        } catch {
            return error
        }
        return error("must be \(expected), not \(kind)")
    }
}

extension JSONError {
    /// An error about the value at `path`, the document itself where that is empty.
    static func about(_ path: String, _ problem: String, at offset: Int?) -> JSONError {
        JSONError(
            "\(path.isEmpty ? "the document" : path) \(problem)", field: path.isEmpty ? nil : path, offset: offset)
    }

    /// The error of a document that is the value at `path` of another one.
    func within(_ path: String) -> JSONError {
        guard !path.isEmpty else { return self }
        guard let field else {
            let document = "the document "
            return .about(
                path, message.hasPrefix(document) ? String(message.dropFirst(document.count)) : message, at: nil)
        }
        let whole = field.hasPrefix("[") ? path + field : "\(path).\(field)"
        return .about(whole, String(message.dropFirst(field.count + 1)), at: nil)
    }
}
