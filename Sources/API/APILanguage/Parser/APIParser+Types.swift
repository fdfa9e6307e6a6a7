extension APIParser {
    mutating func parseTypeBlock() throws(SyntaxFailure) -> TypeBlockSyntax {
        let keyword = take()
        guard current.kind == .leftParenthesis else {
            return TypeBlockSyntax(keyword: keyword, parentheses: nil, types: [try parseNamedType()])
        }
        let open = take()
        var types: [NamedTypeSyntax] = []
        while current.kind != .rightParenthesis {
            guard current.kind != .endOfFile, !isAtDeclaration else { throw unclosed(open, ")", expected: "a type") }
            let start = current.range.start
            do throws(SyntaxFailure) {
                types.append(try parseNamedType())
            } catch {
                skipToEndOfItem(after: start)
                if current.kind == .rightBrace { skipToEndOfItem(after: take().range.start) }
            }
        }
        return TypeBlockSyntax(keyword: keyword, parentheses: Parentheses(open: open, close: take()), types: types)
    }

    private mutating func parseNamedType() throws(SyntaxFailure) -> NamedTypeSyntax {
        let name = try parseName("the type's name")
        let equals = current.kind == .equals ? take() : nil
        if isAtLineStart { throw unexpected("the type that '\(name.text)' stands for") }
        let type = try parseType(depth: 0)
        if current.kind == .rawString || current.kind == .string, !isAtLineStart {
            throw fail("a type has no tag; tags belong to fields", at: current.range)
        }
        return NamedTypeSyntax(name: name, equals: equals, type: type)
    }

    /// Takes the name of a type or a field: any identifier but Go's keywords.
    mutating func parseName(_ what: String) throws(SyntaxFailure) -> Token {
        guard current.kind == .identifier else { throw unexpected(what) }
        if GoKeyword.all.contains(current.text) {
            throw fail("'\(current.text)' is a keyword and cannot be a name", at: current.range)
        }
        return take()
    }

    mutating func parseType(depth: Int) throws(SyntaxFailure) -> TypeSyntax {
        guard depth < Self.maximalDepth else {
            throw fail("types stand inside each other more than \(Self.maximalDepth) deep", at: current.range)
        }
        switch current.kind {
        case .star:
            return .pointer(star: take(), try parseType(depth: depth + 1))
        case .leftBracket:
            return try parseArray(depth: depth)
        case .leftBrace:
            return .structure(try parseStruct(depth: depth))
        case .identifier:
            return try parseTypeWord(depth: depth)
        default:
            throw unexpected("a type")
        }
    }

    private mutating func parseTypeWord(depth: Int) throws(SyntaxFailure) -> TypeSyntax {
        switch current.text {
        case "map":
            let keyword = take()
            let open = try expect(.leftBracket, "'[' after 'map'")
            let key = try parseType(depth: depth + 1)
            let close = try expect(.rightBracket, "']' after the map's key type")
            let value = try parseType(depth: depth + 1)
            return .map(keyword: keyword, open: open, key: key, close: close, value: value)
        case "interface":
            let keyword = take()
            let open = try expect(.leftBrace, "'{}' after 'interface'")
            guard current.kind == .rightBrace else {
                let failure = unexpected("'}': only the empty interface is a type here")
                skipToEndOfBraces()
                throw failure
            }
            let close = take()
            return .interface(keyword: keyword, open: open, close: close)
        case "struct":
            throw fail("leave 'struct' out: fields stand right in braces", at: current.range)
        default:
            let name = try parseName("a type")
            if current.kind == .dot, current.range.start == lastEnd {
                throw fail("types of other packages are not known here: expected a type's own name", at: current.range)
            }
            return .name(name)
        }
    }

    private mutating func parseArray(depth: Int) throws(SyntaxFailure) -> TypeSyntax {
        let open = take()
        var length: Token?
        switch current.kind {
        case .rightBracket: break
        case .number, .ellipsis: length = take()
        default: throw unexpected("']', a length or '...'")
        }
        let close = try expect(.rightBracket, "']'")
        return .array(open: open, length: length, close: close, try parseType(depth: depth + 1))
    }
}
