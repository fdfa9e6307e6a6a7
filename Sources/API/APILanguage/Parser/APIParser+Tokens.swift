extension APIParser {
    /// Takes the current token, reporting what is wrong inside it.
    mutating func take() -> Token {
        let token = current
        for problem in token.problems { report(problem.message, at: problem.range) }
        lastEnd = token.range.end
        current = following
        following = scanner.next()
        return token
    }

    /// Takes a token of this kind, or fails.
    mutating func expect(_ kind: Token.Kind, _ what: String) throws(SyntaxFailure) -> Token {
        guard current.kind == kind else { throw unexpected(what) }
        return take()
    }

    /// Takes tokens while they stand without a space behind the one before and are of these kinds.
    mutating func takeRun(_ kinds: Set<Token.Kind>) -> [Token] {
        var run = [take()]
        while kinds.contains(current.kind), current.range.start == lastEnd { run.append(take()) }
        return run
    }

    /// Drops what was read ahead and goes on at the end of the line that `location` is in, as if `token` ended there.
    mutating func continueAfterLine(of token: Token) {
        let line = scanner.source.line(around: token.range.start.offset)
        var end = token.range.start
        end.offset = line.upperBound
        end.column += line.upperBound - token.range.start.offset
        scanner.rewind(to: end)
        lastEnd = end
        current = scanner.next()
        following = scanner.next()
    }

    /// Whether the current token is the first of its line.
    var isAtLineStart: Bool { current.range.start.line > lastEnd.line || current.range.start.offset == 0 }

    /// Whether the token behind the current one is on its line.
    var isFollowedOnLine: Bool {
        following.kind != .endOfFile && following.range.start.line == current.range.end.line
    }

    /// Whether the current token can only be the start of a declaration, wherever it stands.
    ///
    /// `service`, `info` and `syntax` may be names too: they count at the margin alone, followed as in a declaration.
    var isAtDeclaration: Bool {
        switch (current.kind, current.text) {
        case (.annotation, "@server"): true
        case (.identifier, "type"), (.identifier, "import"): isAtLineStart
        case (.identifier, "service"): isAtMargin && following.kind == .identifier
        case (.identifier, "info"): isAtMargin && following.kind == .leftParenthesis
        case (.identifier, "syntax"): isAtMargin && following.kind == .equals
        default: false
        }
    }

    private var isAtMargin: Bool { isAtLineStart && current.range.start.column == 1 }
}
