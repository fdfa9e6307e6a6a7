/// Cuts a file into tokens. Takes any bytes and always comes to an end, in time proportional to the file's size.
public struct APIScanner: Sendable {
    let source: APISource
    var offset = 0
    private var line = 1
    private var lineStart = 0

    /// Makes a scanner at the start of a file. A byte order mark is skipped.
    public init(_ source: APISource) {
        self.source = source
        if source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            offset = 3
            lineStart = 3
        }
    }

    /// All tokens of a file; the last is `.endOfFile`.
    public static func tokens(of source: APISource) -> [Token] {
        var scanner = APIScanner(source)
        var tokens = [scanner.next()]
        while tokens[tokens.count - 1].kind != .endOfFile { tokens.append(scanner.next()) }
        return tokens
    }

    /// The next token; `.endOfFile` again and again at the end.
    public mutating func next() -> Token {
        var problems: [Token.Problem] = []
        let (comments, newlines) = scanLeadingTrivia(&problems)
        var token = scanToken()
        token.leadingComments = comments
        token.newlinesBefore = newlines
        token.problems = problems + token.problems
        if token.kind != .endOfFile { token.trailingComments = scanTrailingTrivia(&token.problems) }
        return token
    }

    /// Goes back to a place that this scanner has been at, to read on from there.
    mutating func rewind(to location: SourceLocation) {
        offset = location.offset
        line = location.line
        lineStart = location.offset - location.column + 1
    }

    /// Where the scanner stands.
    var location: SourceLocation {
        SourceLocation(offset: offset, line: line, column: offset - lineStart + 1)
    }

    /// The byte `distance` ahead; 0 behind the end, which no token begins with.
    func peek(_ distance: Int = 0) -> UInt8 {
        offset + distance < source.bytes.count ? source.bytes[offset + distance] : 0
    }

    var isAtEnd: Bool { offset >= source.bytes.count }

    /// Whether the next byte begins a line ending.
    var isAtLineEnd: Bool { peek() == UInt8(ascii: "\n") || peek() == UInt8(ascii: "\r") }

    /// Steps over one byte, or over a whole line ending: LF, CRLF or CR.
    mutating func advance() {
        let isLineEnding = isAtLineEnd
        if peek() == UInt8(ascii: "\r"), peek(1) == UInt8(ascii: "\n") { offset += 1 }
        offset += 1
        if isLineEnding {
            line += 1
            lineStart = offset
        }
    }

    /// The text from a place to here, line endings as LF.
    func text(since start: SourceLocation) -> String {
        let bytes = source.bytes[start.offset..<offset]
        guard bytes.contains(UInt8(ascii: "\r")) else { return String(decoding: bytes, as: UTF8.self) }
        var unified: [UInt8] = []
        var previous: UInt8 = 0
        for byte in bytes {
            if byte == UInt8(ascii: "\r") {
                unified.append(UInt8(ascii: "\n"))
            } else if byte != UInt8(ascii: "\n") || previous != UInt8(ascii: "\r") {
                unified.append(byte)
            }
            previous = byte
        }
        return String(decoding: unified, as: UTF8.self)
    }
}
