/// A place in a document, and the grammar of what may stand there (RFC 8259).
///
/// The bytes must outlive the scanner. No position is read without a look at the end.
struct JSONScanner {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

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

    /// Skips `byte` if it stands here.
    @inline(__always)
    mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    /// Skips `true`, `false` or `null`, whose first letter stands here.
    mutating func skipLiteral(_ text: StaticString) throws(JSONError) {
        for offset in 0..<text.utf8CodeUnitCount {
            guard skip(text.utf8Start[offset]) else { throw unexpected("\(text)") }
        }
    }

    /// Skips the colon after a field's name.
    @inline(__always)
    mutating func skipColon() throws(JSONError) {
        if skip(UInt8(ascii: ":")) { return }
        skipWhitespace()
        guard skip(UInt8(ascii: ":")) else { throw unexpected("a colon") }
    }

    /// The text of a range of bytes that was checked.
    @inline(__always)
    func text(from start: Int, to end: Int) -> String {
        let text = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        return text.withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
    }

    func unexpected(_ expected: String) -> JSONError {
        .syntax(at: position, expected: expected, found: current)
    }
}

extension JSONError {
    /// The document nests deeper than `limit` at `offset`.
    static func depth(_ limit: Int, at offset: Int) -> JSONError {
        JSONError("the document nests deeper than \(limit) levels at byte \(offset)", offset: offset)
    }

    /// The document is longer than `limit`.
    static func length(_ limit: Int) -> JSONError {
        JSONError("the document is longer than \(limit) bytes")
    }
}
