extension APIScanner {
    private static let punctuation: [UInt8: Token.Kind] = [
        UInt8(ascii: "("): .leftParenthesis, UInt8(ascii: ")"): .rightParenthesis,
        UInt8(ascii: "{"): .leftBrace, UInt8(ascii: "}"): .rightBrace,
        UInt8(ascii: "["): .leftBracket, UInt8(ascii: "]"): .rightBracket,
        UInt8(ascii: ","): .comma, UInt8(ascii: ":"): .colon, UInt8(ascii: ";"): .semicolon,
        UInt8(ascii: "="): .equals, UInt8(ascii: "*"): .star, UInt8(ascii: "/"): .slash,
        UInt8(ascii: "-"): .hyphen, UInt8(ascii: "."): .dot,
    ]

    /// Reads the token that begins here.
    mutating func scanToken() -> Token {
        let start = location
        guard !isAtEnd else { return Token(kind: .endOfFile, text: "", range: SourceRange(at: start)) }
        var problem: String?
        let kind: Token.Kind
        switch peek() {
        case UInt8(ascii: "\""): (kind, problem) = (.string, scanString())
        case UInt8(ascii: "`"): (kind, problem) = (.rawString, scanRawString())
        case UInt8(ascii: "@"): kind = scanAnnotation()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = scanNumber()
        case UInt8(ascii: ".") where peek(1) == UInt8(ascii: ".") && peek(2) == UInt8(ascii: "."):
            offset += 3
            kind = .ellipsis
        case let byte:
            if let known = Self.punctuation[byte] {
                offset += 1
                kind = known
            } else if let scalar = scalar(), scalar.value.properties.isXIDStart || scalar.value == "_" {
                scanWord()
                kind = .identifier
            } else {
                offset += scalar()?.length ?? 1
                kind = .unknown
            }
        }
        var token = Token(kind: kind, text: text(since: start), range: SourceRange(start: start, end: location))
        if let problem { token.problems = [.init(message: problem, range: token.range)] }
        return token
    }

    /// Reads text in double quotes, which ends with its line at the latest.
    private mutating func scanString() -> String? {
        advance()
        while !isAtEnd, !isAtLineEnd, peek() != UInt8(ascii: "\"") {
            let isEscape = peek() == UInt8(ascii: "\\")
            advance()
            if isEscape, !isAtEnd, !isAtLineEnd { advance() }
        }
        guard peek() == UInt8(ascii: "\"") else { return "this string is not closed: expected '\"'" }
        advance()
        return nil
    }

    /// Reads text in backticks, which may have several lines. One that is never closed ends with its first line, so that
    /// the lines below are still read.
    private mutating func scanRawString() -> String? {
        advance()
        let rest = location
        while !isAtEnd, peek() != UInt8(ascii: "`") { advance() }
        guard isAtEnd else {
            advance()
            return nil
        }
        rewind(to: rest)
        while !isAtEnd, !isAtLineEnd { advance() }
        return "this text is not closed: expected '`'"
    }

    private mutating func scanAnnotation() -> Token.Kind {
        advance()
        scanWord()
        return .annotation
    }

    /// Reads letters and digits, and a point where a digit follows.
    private mutating func scanNumber() -> Token.Kind {
        scanWord()
        while peek() == UInt8(ascii: "."), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(peek(1)) {
            advance()
            scanWord()
        }
        return .number
    }

    private mutating func scanWord() {
        while let scalar = scalar(), scalar.value.properties.isXIDContinue { offset += scalar.length }
    }

    /// The scalar at this place and how many bytes it has; `nil` at the end and for what is not UTF-8.
    private func scalar() -> (value: Unicode.Scalar, length: Int)? {
        guard !isAtEnd else { return nil }
        let first = peek()
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        var decoder = UTF8()
        var iterator = source.bytes[offset..<min(offset + 4, source.bytes.count)].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return nil }
        return (scalar, UTF8.width(scalar))
    }
}
