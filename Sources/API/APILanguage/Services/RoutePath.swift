/// Reads the paths of routes and prefixes.
enum RoutePath {
    /// The segments of `/users/:id`, or what is wrong with it. `/` has none.
    static func segments(of path: String) -> Result<[PathSegment], PathFailure> {
        guard path != "/" else { return .success([]) }
        guard path.hasPrefix("/") else { return .failure(PathFailure("a path begins with '/'")) }
        guard !path.hasSuffix("/") else { return .failure(PathFailure("a path does not end with '/'")) }
        var segments: [PathSegment] = []
        for text in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            if let complaint = complaint(about: text) { return .failure(PathFailure(complaint)) }
            segments.append(text.hasPrefix(":") ? .parameter(String(text.dropFirst())) : .literal(String(text)))
        }
        return .success(segments)
    }

    /// Whether a parameter may be called that: letters, digits, `_` and `-`, not beginning with a digit or `-`.
    static func isParameterName(_ name: some StringProtocol) -> Bool {
        guard let first = name.utf8.first, isLetter(first) || first == UInt8(ascii: "_") else { return false }
        return name.utf8.allSatisfy {
            isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
        }
    }

    private static func complaint(about segment: Substring) -> String? {
        if segment.hasPrefix(":") {
            let name = segment.dropFirst()
            return isParameterName(name)
                ? nil : "'\(segment)' is no path parameter: it has letters, digits, '_' and '-' behind the colon"
        }
        if segment.isEmpty { return "a path has no empty segments" }
        if segment == "." || segment == ".." { return "clients take '\(segment)' out of a path" }
        if segment.hasPrefix("{") { return "a path parameter is written with a colon: ':id'" }
        // RFC 3986, section 2.3: what needs no percent-encoding.
        let isPlain = segment.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-._~".utf8.contains($0) }
        return isPlain ? nil : "'\(segment)' cannot stand in a path: it has letters, digits, '-', '.', '_' and '~'"
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// What is wrong with a path.
struct PathFailure: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
