extension APIScanner {
    /// Reads everything up to the next token: its comments, and the line endings right before it.
    mutating func scanLeadingTrivia(_ problems: inout [Token.Problem]) -> (comments: [Comment], newlines: Int) {
        var comments: [Comment] = []
        var newlines = 0
        while !isAtEnd {
            if isAtLineEnd {
                newlines += 1
                advance()
            } else if isAtSpace {
                advance()
            } else if let comment = scanComment(newlines: newlines, &problems) {
                comments.append(comment)
                newlines = 0
            } else {
                break
            }
        }
        return (comments, newlines)
    }

    /// Reads the comments on the rest of a token's line. A block comment that goes on into another line is the last.
    mutating func scanTrailingTrivia(_ problems: inout [Token.Problem]) -> [Comment] {
        var comments: [Comment] = []
        let line = location.line
        while !isAtEnd, location.line == line {
            if isAtSpace {
                advance()
            } else if let comment = scanComment(newlines: 0, &problems) {
                comments.append(comment)
            } else {
                break
            }
        }
        return comments
    }

    private var isAtSpace: Bool { peek() == UInt8(ascii: " ") || peek() == UInt8(ascii: "\t") }

    private mutating func scanComment(newlines: Int, _ problems: inout [Token.Problem]) -> Comment? {
        guard peek() == UInt8(ascii: "/") else { return nil }
        let start = location
        switch peek(1) {
        case UInt8(ascii: "/"):
            while !isAtEnd, !isAtLineEnd { advance() }
        case UInt8(ascii: "*"):
            offset += 2
            while !isAtEnd, !(peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { advance() }
            if isAtEnd {
                let opening = SourceLocation(offset: start.offset + 2, line: start.line, column: start.column + 2)
                let range = SourceRange(start: start, end: opening)
                problems.append(.init(message: "this comment is not closed: expected '*/'", range: range))
            } else {
                offset += 2
            }
        default:
            return nil
        }
        var text = text(since: start)
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return Comment(text: text, range: SourceRange(start: start, end: location), newlinesBefore: newlines)
    }
}
