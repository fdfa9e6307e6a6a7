/// A field's tag as Go reads it: `key:"value"` with spaces between.
struct TagSyntax {
    /// One key and its value.
    struct Part {
        let key: String
        let keyRange: SourceRange
        /// The value, unquoted.
        let value: [UInt8]
        /// For each byte of the value, where it comes from in the token.
        let offsets: [Int]
        let token: Token

        /// The place of some bytes of the value.
        func range(_ bytes: Range<Int>) -> SourceRange {
            guard let first = bytes.first, let last = bytes.last, last < offsets.count else { return keyRange }
            return token.piece(offsets[first]..<offsets[last] + 1)
        }
    }

    /// Why a tag cannot be read.
    typealias Failure = StringLiteral.Failure

    private let token: Token
    private let bytes: [(byte: UInt8, offset: Int)]
    private var index = 0

    /// The parts of a tag, in order.
    static func parts(of token: Token) throws(Failure) -> [Part] {
        let inner = Array(token.text.utf8.dropFirst().dropLast())
        if inner.contains(UInt8(ascii: "\n")) {
            throw Failure(message: "a tag must stand on one line", range: token.range)
        }
        let bytes =
            token.kind == .string
            ? try StringLiteral.unescape(inner, of: token) : inner.enumerated().map { ($1, $0 + 1) }
        var syntax = TagSyntax(token: token, bytes: bytes)
        var parts: [Part] = []
        while let part = try syntax.next() { parts.append(part) }
        return parts
    }

    private init(token: Token, bytes: [(byte: UInt8, offset: Int)]) {
        self.token = token
        self.bytes = bytes
    }

    private var current: UInt8? { index < bytes.count ? bytes[index].byte : nil }

    private func range(_ indices: Range<Int>) -> SourceRange {
        guard let first = indices.first, first < bytes.count else { return token.range }
        return token.piece(bytes[first].offset..<bytes[min(indices.upperBound, bytes.count) - 1].offset + 1)
    }

    private mutating func next() throws(Failure) -> Part? {
        while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { index += 1 }
        guard current != nil else { return nil }
        let start = index
        while let byte = current, byte > UInt8(ascii: " "), byte != UInt8(ascii: ":"), byte != UInt8(ascii: "\"") {
            index += 1
        }
        let keyRange = range(start..<max(index, start + 1))
        guard index > start, current == UInt8(ascii: ":") else {
            throw Failure(message: "a tag is written key:\"value\"", range: keyRange)
        }
        let key = String(decoding: bytes[start..<index].map(\.byte), as: UTF8.self)
        index += 1
        guard current == UInt8(ascii: "\"") else {
            throw Failure(
                message: "the value of '\(key)' must stand in quotes, without a space before", range: keyRange)
        }
        index += 1
        let valueStart = index
        while let byte = current, byte != UInt8(ascii: "\"") {
            // A backslash and what it stands before; Go's values have hardly any.
            index += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard current == UInt8(ascii: "\"") else {
            throw Failure(message: "the value of '\(key)' has no closing quote", range: keyRange)
        }
        let value = bytes[valueStart..<index]
        index += 1
        return Part(
            key: key, keyRange: keyRange, value: value.map(\.byte), offsets: value.map(\.offset), token: token)
    }
}

extension TagSyntax.Part {
    /// The pieces between commas, those inside brackets apart: `a,range=[1:2),options=[x,y]` has three.
    var pieces: [(text: String, range: SourceRange)] {
        var pieces: [Range<Int>] = []
        var (start, depth) = (0, 0)
        for (index, byte) in value.enumerated() {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "("): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: ",") where depth <= 0:
                pieces.append(start..<index)
                start = index + 1
            default: break
            }
        }
        pieces.append(start..<value.count)
        return pieces.map { piece in
            var piece = piece
            while let first = piece.first, value[first] == UInt8(ascii: " ") { piece = first + 1..<piece.upperBound }
            while let last = piece.last, value[last] == UInt8(ascii: " ") { piece = piece.lowerBound..<last }
            return (String(decoding: value[piece], as: UTF8.self), range(piece))
        }
    }
}
