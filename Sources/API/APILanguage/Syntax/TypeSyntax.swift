/// `type A …` and `type ( … )`.
public struct TypeBlockSyntax: Sendable {
    public var keyword: Token
    public var parentheses: Parentheses?
    public var types: [NamedTypeSyntax]
}

/// `A { … }`, `A int`, `A = int`.
public struct NamedTypeSyntax: Sendable {
    public var name: Token
    public var equals: Token?
    public var type: TypeSyntax
}

/// A type where one is used.
public indirect enum TypeSyntax: Sendable {
    /// A basic type, `any` or a declared type.
    case name(Token)
    /// `interface{}`.
    case interface(keyword: Token, open: Token, close: Token)
    /// `*T`.
    case pointer(star: Token, TypeSyntax)
    /// `[]T`, `[3]T`, `[...]T`.
    case array(open: Token, length: Token?, close: Token, TypeSyntax)
    /// `map[K]V`.
    case map(keyword: Token, open: Token, key: TypeSyntax, close: Token, value: TypeSyntax)
    /// `{ … }`.
    case structure(StructSyntax)
}

/// `{ … }` with fields.
public struct StructSyntax: Sendable {
    public var open: Token
    public var fields: [FieldSyntax]
    public var close: Token
}

/// `A, B int`, with or without a tag; an embedded type if it has no names.
public struct FieldSyntax: Sendable {
    public var names: [Token]
    /// The commas between the names.
    public var commas: [Token]
    public var type: TypeSyntax
    public var tag: Token?
}
