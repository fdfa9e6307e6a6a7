/// The text of one `.api` file and the name that messages call it by.
public struct APISource: Sendable, Equatable {
    /// The name as the caller gave it: a path, or `<stdin>`. Imports are resolved relative to it.
    public let name: String
    /// The text, meant to be UTF-8. What is not is diagnosed by the parser.
    public let bytes: [UInt8]

    /// Makes a source of the bytes of a file.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Makes a source of text.
    public init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The text between two offsets, with U+FFFD for what is not UTF-8.
    func text(_ offsets: Range<Int>) -> String {
        String(decoding: bytes[offsets.clamped(to: bytes.indices)], as: UTF8.self)
    }

    /// The offsets of the line around `offset`, without its line ending.
    func line(around offset: Int) -> Range<Int> {
        let place = min(max(offset, 0), bytes.count)
        let start = bytes[..<place].lastIndex(where: Self.isLineEnding).map { $0 + 1 } ?? 0
        let end = bytes[place...].firstIndex(where: Self.isLineEnding) ?? bytes.count
        return start..<max(start, end)
    }

    private static func isLineEnding(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}
