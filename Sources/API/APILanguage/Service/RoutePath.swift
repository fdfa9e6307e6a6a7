/// Reads the paths of routes and prefixes.
enum RoutePath {
    struct Failure: Error {
        let message: String
    }

    /// The segments of a path that begins with a slash; none for `/`.
    static func segments(of path: String) throws(Failure) -> [PathSegment] {
        guard path.hasPrefix("/") else { throw Failure(message: "a path begins with '/'") }
        guard path != "/" else { return [] }
        var segments: [PathSegment] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            segments.append(try segment(part, of: path))
        }
        return segments
    }

    private static func segment(_ text: Substring, of path: String) throws(Failure) -> PathSegment {
        guard !text.isEmpty else {
            throw Failure(message: "the path '\(path)' has nothing between two slashes, or behind the last one")
        }
        if text.hasPrefix(":") {
            let name = text.dropFirst()
            guard !name.isEmpty, name.utf8.allSatisfy(FieldTagReader.isNameByte) else {
                throw Failure(
                    message: "'\(text)' is no parameter: a name of letters, digits, '_' and '-' follows the colon")
            }
            return .parameter(String(name))
        }
        let isFine = text.utf8.allSatisfy {
            FieldTagReader.isNameByte($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "~")
        }
        guard isFine, text != ".", text != ".." else {
            throw Failure(message: "'\(text)' cannot stand in a path: letters, digits, '-', '_', '.' and '~' can")
        }
        return .literal(String(text))
    }

    static func refuseDuplicates(in segments: [PathSegment]) throws(Failure) {
        var names: Set<String> = []
        for case .parameter(let name) in segments where !names.insert(name).inserted {
            throw Failure(message: "the path has two parameters ':\(name)'")
        }
    }

    /// The path with `:` for each parameter: two paths of one shape match the same requests.
    static func shape(of segments: [PathSegment]) -> String {
        segments.isEmpty
            ? "/" : segments.map { if case .literal(let text) = $0 { "/\(text)" } else { "/:" } }.joined()
    }
}
