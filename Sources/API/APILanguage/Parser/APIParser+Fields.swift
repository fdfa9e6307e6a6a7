extension APIParser {
    mutating func parseStruct(depth: Int) throws(SyntaxFailure) -> StructSyntax {
        let open = take()
        var fields: [FieldSyntax] = []
        while current.kind != .rightBrace {
            guard current.kind != .endOfFile, current.kind != .rightParenthesis, !isAtDeclaration else {
                throw unclosed(open, "}", expected: "a field")
            }
            let start = current.range.start
            do throws(SyntaxFailure) {
                fields.append(try parseField(depth: depth))
            } catch {
                skipToEndOfItem(after: start)
            }
        }
        return StructSyntax(open: open, fields: fields, close: take())
    }

    private mutating func parseField(depth: Int) throws(SyntaxFailure) -> FieldSyntax {
        if current.kind == .star {
            let star = take()
            let type = TypeSyntax.pointer(star: star, .name(try parseName("the name of the embedded type")))
            return FieldSyntax(names: [], commas: [], type: type, tag: try parseTag())
        }
        guard current.kind == .identifier else { throw unexpected("a field", startsItem: true) }
        if !isFollowedOnLine || following.kind == .rawString || following.kind == .rightBrace {
            let type = TypeSyntax.name(try parseName("a field"))
            return FieldSyntax(names: [], commas: [], type: type, tag: try parseTag())
        }
        var names = [try parseName("a field")]
        var commas: [Token] = []
        while current.kind == .comma {
            commas.append(take())
            names.append(try parseName("another field's name"))
        }
        if isAtLineStart { throw unexpected("the type of '\(names[0].text)'") }
        let type = try parseType(depth: depth + 1)
        return FieldSyntax(names: names, commas: commas, type: type, tag: try parseTag())
    }

    /// Takes the tag, if there is one, and refuses anything else on the line.
    private mutating func parseTag() throws(SyntaxFailure) -> Token? {
        switch current.kind {
        case .rawString:
            return try takeTag()
        case .rightBrace, .endOfFile:
            return nil
        case .string where !isAtLineStart:
            throw fail("a tag stands in backticks: `json:\"name\"`", at: current.range)
        case .dot where current.range.start == lastEnd:
            throw fail("types of other packages are not known here: expected a type's own name", at: current.range)
        default:
            guard isAtLineStart else { throw unexpected("a tag in backticks, a new line or '}'") }
            return nil
        }
    }

    /// Takes a tag. One that goes on into the next line lacks its backtick: what it swallowed is read again.
    private mutating func takeTag() throws(SyntaxFailure) -> Token {
        guard current.range.start.line != current.range.end.line else { return take() }
        let tag = current
        report("this tag is not closed: expected '`' on the same line", at: SourceRange(at: tag.range.start))
        continueAfterLine(of: tag)
        throw SyntaxFailure()
    }
}
