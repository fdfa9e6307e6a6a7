/// `service name { … }` with the `@server` block above it.
public struct ServiceSyntax: Sendable {
    public var server: EntryBlockSyntax?
    public var keyword: Token
    /// The name's tokens, without spaces between them: `usercenter`, `-`, `api`.
    public var name: [Token]
    public var open: Token
    public var routes: [RouteSyntax]
    public var close: Token

    /// The range of the name.
    var nameRange: SourceRange { name[0].range.through(name[name.count - 1].range) }
    /// The name as text.
    var nameText: String { name.map(\.text).joined() }
}

/// `@doc`, `@handler` and the line with the method.
public struct RouteSyntax: Sendable {
    public var doc: DocSyntax?
    public var handlerKeyword: Token
    public var handler: Token
    public var method: Token
    /// The path's tokens, without spaces between them.
    public var path: [Token]
    public var request: BodySyntax?
    public var returns: Token?
    public var response: BodySyntax?
    public var semicolon: Token?

    /// The range of the path.
    var pathRange: SourceRange { path[0].range.through(path[path.count - 1].range) }
    /// The path as text.
    var pathText: String { path.map(\.text).joined() }
}

/// What a route's documentation looks like.
public enum DocSyntax: Sendable {
    /// `@doc "text"`.
    case text(keyword: Token, Token)
    /// `@doc ( … )`.
    case entries(EntryBlockSyntax)
}

/// `(T)` or `()`.
public struct BodySyntax: Sendable {
    public var open: Token
    public var type: TypeSyntax?
    public var close: Token
}
