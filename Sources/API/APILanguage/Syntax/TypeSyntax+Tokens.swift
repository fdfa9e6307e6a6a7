extension TypeSyntax {
    /// The first token.
    var firstToken: Token {
        switch self {
        case .name(let token), .interface(let token, _, _), .pointer(let token, _), .array(let token, _, _, _),
            .map(let token, _, _, _, _):
            token
        case .structure(let structure): structure.open
        }
    }

    /// The last token.
    var lastToken: Token {
        switch self {
        case .name(let token), .interface(_, _, let token): token
        case .pointer(_, let target): target.lastToken
        case .array(_, _, _, let element): element.lastToken
        case .map(_, _, _, _, let value): value.lastToken
        case .structure(let structure): structure.close
        }
    }

    /// The piece of text that it is.
    var range: SourceRange { firstToken.range.through(lastToken.range) }

    /// The struct that stands inline in the type, if there is one.
    var inlineStruct: StructSyntax? {
        switch self {
        case .name, .interface: nil
        case .pointer(_, let inner), .array(_, _, _, let inner), .map(_, _, _, _, let inner): inner.inlineStruct
        case .structure(let structure): structure
        }
    }
}
