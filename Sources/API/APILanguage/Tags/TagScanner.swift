/// One `key:"value"` of a tag.
struct TagPair {
    let key: String
    let keyRange: SourceRange
    let value: TagText
}

/// Cuts a tag into its pairs, by Go's convention: `key:"value"` with spaces between.
struct TagScanner {
    typealias Failure = StringLiteral.Failure

    private let token: Token
    private let bytes: [UInt8]
    /// The opening backtick is not looked at, nor is the closing one.
    private var offset = 1
    private var end: Int { bytes.count - 1 }

    private init(_ token: Token) {
        self.token = token
        bytes = Array(token.text.utf8)
    }

    /// The pairs in order.
    static func pairs(of token: Token) throws(Failure) -> [TagPair] {
        var scanner = TagScanner(token)
        var pairs: [TagPair] = []
        while scanner.skipSpaces() { pairs.append(try scanner.pair()) }
        return pairs
    }

    /// Skips spaces; false at the end.
    private mutating func skipSpaces() -> Bool {
        while offset < end, bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\t") { offset += 1 }
        return offset < end
    }

    private mutating func pair() throws(Failure) -> TagPair {
        let start = offset
        while offset < end, Self.isKey(bytes[offset]) { offset += 1 }
        let keyRange = token.piece(start..<offset)
        guard offset > start else { throw failure("expected a tag key:\"value\"", at: start) }
        let key = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard offset < end, bytes[offset] == UInt8(ascii: ":") else {
            throw failure("expected ':' and a value in quotes after the tag key '\(key)'", at: offset)
        }
        offset += 1
        guard offset < end, bytes[offset] == UInt8(ascii: "\"") else {
            throw failure("expected a value in quotes right after '\(key):'", at: offset)
        }
        let value = try quoted()
        guard offset == end || bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\t") else {
            throw failure("expected a space between tags", at: offset)
        }
        return TagPair(key: key, keyRange: keyRange, value: value)
    }

    private mutating func quoted() throws(Failure) -> TagText {
        let opening = offset
        offset += 1
        while offset < end, bytes[offset] != UInt8(ascii: "\"") {
            offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard offset < end else { throw failure("this tag's value is not closed: expected '\"'", at: opening) }
        let inner = Array(bytes[opening + 1..<offset])
        let value = TagText(
            token: token, bytes: try StringLiteral.unescape(inner, at: opening + 1, of: token), end: offset)
        offset += 1
        return value
    }

    /// Whether a byte may stand in a key: anything visible but the marks of the convention.
    private static func isKey(_ byte: UInt8) -> Bool {
        byte > UInt8(ascii: " ") && byte != 0x7F && byte != UInt8(ascii: ":") && byte != UInt8(ascii: "\"")
    }

    private func failure(_ message: String, at offset: Int) -> Failure {
        Failure(message: message, range: token.piece(offset..<min(offset + 1, max(offset, end))))
    }
}
