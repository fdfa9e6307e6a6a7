extension Token {
    /// What the comments right above the token say: those without an empty line between them and it.
    var documentationAbove: [String] {
        var lines: [String] = []
        var distance = newlinesBefore
        for comment in leadingComments.reversed() {
            guard distance <= 1 else { break }
            lines = comment.lines + lines
            distance = comment.newlinesBefore
        }
        return lines
    }

    /// What the comments behind the token, on its line, say.
    var documentationBehind: [String] { trailingComments.flatMap(\.lines) }
}

extension FieldSyntax {
    /// The field's first token.
    var firstToken: Token { names.first ?? type.firstToken }

    /// The field's last token.
    var lastToken: Token { tag ?? type.lastToken }

    /// The comments right above the field and behind it.
    var documentation: [String] { firstToken.documentationAbove + lastToken.documentationBehind }
}

extension RouteSyntax {
    /// The route's first token.
    var firstToken: Token {
        switch doc {
        case .text(let keyword, _): keyword
        case .entries(let block): block.keyword
        case nil: handlerKeyword
        }
    }

    /// The comments right above the route.
    var documentation: [String] { firstToken.documentationAbove }
}
