/// A keyword and entries in parentheses: `info ( … )`, `@server ( … )`, `@doc ( … )`.
public struct EntryBlockSyntax: Sendable {
    public var keyword: Token
    public var parentheses: Parentheses
    public var entries: [EntrySyntax]
}

/// `key: value`.
public struct EntrySyntax: Sendable {
    /// The name's tokens, without spaces between them: `x`, `-`, `order`.
    public var key: [Token]
    public var colon: Token
    /// The value's tokens: one string, or words.
    public var value: [Token]

    /// The range of the name.
    var keyRange: SourceRange { key[0].range.through(key[key.count - 1].range) }
    /// The range of the value.
    var valueRange: SourceRange { value[0].range.through(value[value.count - 1].range) }
    /// The name.
    var name: String { key.map(\.text).joined() }
    /// Whether the value is text in quotes or backticks.
    var isString: Bool { value[0].kind == .string || value[0].kind == .rawString }
}
