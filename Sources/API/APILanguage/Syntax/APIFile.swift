/// The syntax tree of one file: every token and comment that the parser understood.
public struct APIFile: Sendable {
    /// The file that was parsed.
    public var source: APISource
    /// What stands at the top level, in order. Declarations with an error in their heads are missing.
    public var declarations: [DeclarationSyntax]
    /// The end of the file, with the comments before it.
    public var endOfFile: Token
    /// What was wrong, in source order.
    public var diagnostics: [Diagnostic]

    /// Whether the tree lacks something because the text had errors.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}

/// What stands at the top level of a file.
public enum DeclarationSyntax: Sendable {
    case version(VersionSyntax)
    case info(InfoSyntax)
    case imports(ImportSyntax)
    case types(TypeBlockSyntax)
    case service(ServiceSyntax)

    /// The first token, which carries the comments above the declaration.
    var firstToken: Token {
        switch self {
        case .version(let version): version.keyword
        case .info(let info): info.block.keyword
        case .imports(let imports): imports.keyword
        case .types(let types): types.keyword
        case .service(let service): service.server?.keyword ?? service.keyword
        }
    }
}

/// `syntax = "v1"`.
public struct VersionSyntax: Sendable {
    public var keyword: Token
    public var equals: Token
    public var value: Token
}

/// `info ( … )`.
public struct InfoSyntax: Sendable {
    public var block: EntryBlockSyntax
}

/// `import "a.api"` and `import ( … )`.
public struct ImportSyntax: Sendable {
    public var keyword: Token
    public var parentheses: Parentheses?
    public var paths: [Token]
}

/// The marks around a group.
public struct Parentheses: Sendable {
    public var open: Token
    public var close: Token
}
