/// A piece of a tag's text, escapes replaced, each byte with the place that it comes from.
struct TagText {
    /// The tag it stands in.
    let token: Token
    private let bytes: [UInt8]
    /// The offset of each byte from the token's start.
    private let offsets: [Int]
    /// The offset of the byte behind the piece.
    private let end: Int

    init(token: Token, bytes: [(byte: UInt8, offset: Int)], end: Int) {
        self.init(token: token, bytes: bytes.map(\.byte), offsets: bytes.map(\.offset), end: end)
    }

    private init(token: Token, bytes: [UInt8], offsets: [Int], end: Int) {
        self.token = token
        self.bytes = bytes
        self.offsets = offsets
        self.end = end
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var isEmpty: Bool { bytes.isEmpty }
    var first: UInt8? { bytes.first }
    var last: UInt8? { bytes.last }

    /// Where it stands; an empty range for an empty piece.
    var range: SourceRange { token.piece((offsets.first ?? end)..<end) }

    /// The bytes from an index up to another.
    func piece(_ indices: Range<Int>) -> TagText {
        TagText(
            token: token, bytes: Array(bytes[indices]), offsets: Array(offsets[indices]),
            end: indices.upperBound < offsets.count ? offsets[indices.upperBound] : end)
    }

    /// The piece without its first and its last byte.
    var inner: TagText { bytes.count < 2 ? piece(0..<0) : piece(1..<bytes.count - 1) }

    /// The piece without spaces at both ends.
    var trimmed: TagText {
        let start = bytes.firstIndex { $0 != UInt8(ascii: " ") } ?? bytes.count
        let end = bytes.lastIndex { $0 != UInt8(ascii: " ") }.map { $0 + 1 } ?? start
        return piece(start..<max(start, end))
    }

    /// What stands before and behind the first `separator`; `nil` if there is none.
    func cut(at separator: Unicode.Scalar) -> (before: TagText, behind: TagText)? {
        guard let index = bytes.firstIndex(of: UInt8(ascii: separator)) else { return nil }
        return (piece(0..<index), piece(index + 1..<bytes.count))
    }

    /// The pieces between the separators, without spaces around them. Separators in brackets do not count, nor one with
    /// a backslash before it, which is left out then.
    func split(at separator: Unicode.Scalar) -> [TagText] {
        var parts: [TagText] = []
        var part: [(byte: UInt8, offset: Int)] = []
        var depth = 0
        var index = 0
        while index < bytes.count {
            var byte = bytes[index]
            let start = offsets[index]
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: separator) {
                index += 1
                byte = bytes[index]
            } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "(") {
                depth += 1
            } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")") {
                depth -= 1
            } else if byte == UInt8(ascii: separator), depth <= 0 {
                parts.append(TagText(token: token, bytes: part, end: start).trimmed)
                part = []
                index += 1
                continue
            }
            part.append((byte, start))
            index += 1
        }
        return parts + [TagText(token: token, bytes: part, end: end).trimmed]
    }
}
