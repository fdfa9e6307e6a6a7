extension Token {
    /// The comments right above the token, without an empty line between, one line each.
    var documentationAbove: [String] {
        var lines: [String] = []
        var gap = newlinesBefore
        for comment in leadingComments.reversed() {
            guard gap <= 1 else { break }
            lines = comment.lines + lines
            gap = comment.newlinesBefore
        }
        return lines
    }

    /// The comments behind the token on its line.
    var documentationBehind: [String] { trailingComments.flatMap(\.lines) }
}

extension FieldSyntax {
    /// The first token, which carries the comments above the field.
    var firstToken: Token { names.first ?? type.firstToken }

    /// The comments right above and behind the field.
    var documentation: [String] {
        firstToken.documentationAbove + (tag ?? type.lastToken).documentationBehind
    }
}

extension RouteSyntax {
    /// The comments right above the route.
    var documentation: [String] {
        switch doc {
        case .text(let keyword, _): keyword.documentationAbove
        case .entries(let block): block.keyword.documentationAbove
        case nil: handlerKeyword.documentationAbove
        }
    }
}

extension TypeBlockSyntax {
    /// The comments right above a type: above its name or, where `type` stands on the same line, above that.
    func documentation(of type: NamedTypeSyntax) -> [String] {
        parentheses == nil ? keyword.documentationAbove : type.name.documentationAbove
    }
}
