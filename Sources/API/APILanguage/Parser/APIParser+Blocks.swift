extension APIParser {
    /// What the values of a block's entries may be besides strings.
    enum ValueStyle {
        /// Words up to the end of the line.
        case text
        /// A word, a path, a number or a list of words with commas, without spaces elsewhere.
        case option
    }

    mutating func parseVersion() throws(SyntaxFailure) -> VersionSyntax {
        let keyword = take()
        let equals = try expect(.equals, "'=' after 'syntax'")
        let value = try expect(.string, "the version in quotes: \"v1\"")
        return VersionSyntax(keyword: keyword, equals: equals, value: value)
    }

    mutating func parseImports() throws(SyntaxFailure) -> ImportSyntax {
        let keyword = take()
        if current.kind == .string {
            return ImportSyntax(keyword: keyword, parentheses: nil, paths: [take()])
        }
        guard current.kind == .leftParenthesis else { throw unexpected("a path in quotes or '('") }
        let open = take()
        var paths: [Token] = []
        while current.kind == .string { paths.append(take()) }
        guard current.kind == .rightParenthesis else { throw unclosed(open, ")", expected: "a path in quotes") }
        return ImportSyntax(keyword: keyword, parentheses: Parentheses(open: open, close: take()), paths: paths)
    }

    /// Parses `keyword ( key: value … )`.
    mutating func parseEntryBlock(_ style: ValueStyle) throws(SyntaxFailure) -> EntryBlockSyntax {
        let keyword = take()
        let open = try expect(.leftParenthesis, "'(' after '\(keyword.text)'")
        var entries: [EntrySyntax] = []
        while current.kind != .rightParenthesis {
            guard current.kind != .endOfFile, !isAtDeclaration || isAtKey else {
                throw unclosed(open, ")", expected: "an entry")
            }
            let start = current.range.start
            do throws(SyntaxFailure) {
                entries.append(try parseEntry(style))
            } catch {
                skipToEndOfItem(after: start)
                if current.kind == .rightBrace { throw error }
            }
        }
        return EntryBlockSyntax(
            keyword: keyword, parentheses: Parentheses(open: open, close: take()), entries: entries)
    }

    /// Whether the current token is a word before a colon: `type:` is a key, not the start of a declaration.
    private var isAtKey: Bool { current.kind == .identifier && following.kind == .colon }

    private mutating func parseEntry(_ style: ValueStyle) throws(SyntaxFailure) -> EntrySyntax {
        guard current.kind == .identifier else { throw unexpected("an entry 'key: value' or ')'", startsItem: true) }
        let key = takeRun([.identifier, .number, .hyphen, .dot])
        let name = key.map(\.text).joined()
        guard current.kind == .colon else { throw unexpected("':' after the key '\(name)'") }
        let colon = take()
        guard !isAtLineStart, current.kind != .rightParenthesis, current.kind != .endOfFile else {
            throw fail("expected a value for '\(name)'", at: SourceRange(at: lastEnd))
        }
        if current.kind == .string || current.kind == .rawString {
            return EntrySyntax(key: key, colon: colon, value: [take()])
        }
        let value =
            switch style {
            case .text: try parseText()
            case .option: try parseOption()
            }
        return EntrySyntax(key: key, colon: colon, value: value)
    }

    /// Takes words up to the end of the line, a comment or the end of the block.
    private mutating func parseText() throws(SyntaxFailure) -> [Token] {
        var words: [Token] = []
        repeat {
            switch current.kind {
            case .leftParenthesis, .leftBrace, .rightBrace:
                throw fail("put text that has '\(current.text)' in quotes", at: current.range)
            default: words.append(take())
            }
        } while !isAtLineStart && current.kind != .rightParenthesis && current.kind != .endOfFile
            && words[words.count - 1].trailingComments.isEmpty
        return words
    }

    /// Takes a word, a path, a number, or a list of them.
    private mutating func parseOption() throws(SyntaxFailure) -> [Token] {
        let kinds: Set<Token.Kind> = [.identifier, .number, .slash, .hyphen, .dot, .colon]
        var words: [Token] = []
        while true {
            guard kinds.contains(current.kind) else {
                throw unexpected("a value: a word, a path, a number or text in quotes")
            }
            words += takeRun(kinds)
            try refuseAdjoiningComment(behind: words[words.count - 1])
            guard current.kind == .comma else { return words }
            words.append(take())
        }
    }

    /// Refuses `/a//b` and `/a/*`, in which a comment begins that nobody meant.
    mutating func refuseAdjoiningComment(behind token: Token) throws(SyntaxFailure) {
        guard let comment = token.trailingComments.first, comment.range.start == token.range.end else { return }
        throw fail("a comment begins here; put a space before it, or quote the text that is meant", at: comment.range)
    }
}
