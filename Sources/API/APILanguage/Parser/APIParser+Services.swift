extension APIParser {
    mutating func parseService() throws(SyntaxFailure) -> ServiceSyntax {
        var server: EntryBlockSyntax?
        if current.kind == .annotation { server = try parseEntryBlock(.option) }
        guard current.kind == .identifier, current.text == "service" else {
            throw unexpected("the 'service' that this '@server' belongs to")
        }
        let keyword = take()
        guard current.kind == .identifier, !isAtLineStart else { throw unexpected("the service's name") }
        let name = takeRun([.identifier, .number, .hyphen])
        let open = try expect(.leftBrace, "'{' after the service's name")
        var routes: [RouteSyntax] = []
        while current.kind != .rightBrace {
            guard current.kind != .endOfFile, !isAtDeclaration else { throw unclosed(open, "}", expected: "a route") }
            let start = current.range.start
            do throws(SyntaxFailure) {
                routes.append(try parseRoute())
            } catch {
                skipToRoute(after: start)
            }
        }
        return ServiceSyntax(
            server: server, keyword: keyword, name: name, open: open, routes: routes, close: take())
    }

    private mutating func parseRoute() throws(SyntaxFailure) -> RouteSyntax {
        var doc: DocSyntax?
        if current.kind == .annotation, current.text == "@doc" { doc = try parseDoc() }
        guard current.kind == .annotation, current.text == "@handler" else {
            if current.kind == .annotation { throw unexpected("'@doc' or '@handler'", startsItem: true) }
            throw unexpected("'@handler' with the name of what answers the route", startsItem: true)
        }
        let handlerKeyword = take()
        guard current.kind == .identifier, !isAtLineStart else { throw unexpected("the handler's name") }
        let handler = take()
        if current.kind == .annotation, current.text == "@doc" {
            throw fail("'@doc' stands above '@handler'", at: current.range)
        }
        guard current.kind == .identifier else { throw unexpected("a method and a path: 'get /path'") }
        let method = take()
        guard current.kind == .slash, !isAtLineStart else { throw unexpected("a path that begins with '/'") }
        let path = try parsePath()
        var route = RouteSyntax(
            doc: doc, handlerKeyword: handlerKeyword, handler: handler, method: method, path: path, request: nil,
            returns: nil, response: nil, semicolon: nil)
        if current.kind == .leftParenthesis { route.request = try parseBody() }
        if current.kind == .identifier, current.text == "returns" {
            route.returns = take()
            route.response = try parseBody()
        }
        if current.kind == .semicolon { route.semicolon = take() }
        switch current.kind {
        case .rightBrace, .annotation: return route
        default:
            if isAtDeclaration { return route }
            throw unexpected(
                route.returns == nil ? "'(', 'returns', '@doc', '@handler' or '}'" : "'@doc', '@handler' or '}'")
        }
    }

    /// Takes everything up to the next space or parenthesis: what may stand in a path is for the checker to say.
    private mutating func parsePath() throws(SyntaxFailure) -> [Token] {
        var path = [take()]
        var openBraces = 0
        while current.range.start == lastEnd {
            switch current.kind {
            case .leftBrace: openBraces += 1
            case .rightBrace where openBraces > 0: openBraces -= 1
            case .rightBrace, .leftParenthesis, .rightParenthesis, .semicolon, .endOfFile: return path
            default: break
            }
            path.append(take())
        }
        try refuseAdjoiningComment(behind: path[path.count - 1])
        return path
    }

    private mutating func parseBody() throws(SyntaxFailure) -> BodySyntax {
        let open = try expect(.leftParenthesis, "'(' and a type")
        if current.kind == .rightParenthesis { return BodySyntax(open: open, type: nil, close: take()) }
        let type = try parseType(depth: 0)
        guard current.kind == .rightParenthesis else { throw unclosed(open, ")", expected: "the end of the type") }
        return BodySyntax(open: open, type: type, close: take())
    }

    private mutating func parseDoc() throws(SyntaxFailure) -> DocSyntax {
        switch following.kind {
        case .string, .rawString: return .text(keyword: take(), take())
        case .leftParenthesis: return .entries(try parseEntryBlock(.text))
        default:
            _ = take()
            throw unexpected("text in quotes or '(' after '@doc'")
        }
    }
}
