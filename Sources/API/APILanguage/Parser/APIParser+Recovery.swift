extension APIParser {
    /// Skips to the next token that begins a declaration, past the one at `start`.
    mutating func skipToDeclaration(after start: SourceLocation) {
        if current.range.start == start, current.kind != .endOfFile { skip() }
        while current.kind != .endOfFile, !isAtDeclaration { skip() }
    }

    /// Skips to the end of a field, an entry or a named type that has an error: to the next line, or to the mark that
    /// closes the block around it. What stands in brackets is skipped whole.
    mutating func skipToEndOfItem(after start: SourceLocation) {
        var depth = 0
        var hasMoved = current.range.start != start
        while current.kind != .endOfFile, !isAtDeclaration {
            switch current.kind {
            case .leftBrace, .leftParenthesis, .leftBracket:
                if depth == 0, hasMoved, isAtLineStart { return }
                depth += 1
            case .rightBrace, .rightParenthesis, .rightBracket:
                if depth == 0, current.kind != .rightBracket { return }
                depth = max(0, depth - 1)
            default:
                if depth == 0, hasMoved, isAtLineStart { return }
            }
            skip()
            hasMoved = true
        }
    }

    /// Skips past the brace that closes the present pair, or to the next declaration.
    mutating func skipToEndOfBraces() {
        var depth = 1
        while current.kind != .endOfFile, !isAtDeclaration, depth > 0 {
            if current.kind == .leftBrace { depth += 1 }
            if current.kind == .rightBrace { depth -= 1 }
            skip()
        }
    }

    /// Skips to the next route: its `@doc` or `@handler`, or the end of the block.
    mutating func skipToRoute(after start: SourceLocation) {
        if current.range.start == start, current.kind != .rightBrace, current.kind != .endOfFile { skip() }
        var depth = 0
        while current.kind != .endOfFile, !isAtDeclaration {
            switch current.kind {
            case .annotation where depth == 0, .rightBrace where depth == 0: return
            case .leftBrace: depth += 1
            case .rightBrace: depth -= 1
            default: break
            }
            skip()
        }
    }

    /// Skips a token. What is wrong inside it is still reported: a string that is not closed is a mistake of its own.
    private mutating func skip() {
        _ = take()
    }
}
