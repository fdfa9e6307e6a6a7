/// A type with a name: a struct or another name for a type.
public struct TypeDeclaration: Sendable, Equatable {
    /// What a name stands for.
    public enum Kind: Sendable, Equatable {
        /// An object with fields.
        case structure(StructType)
        /// `type A = T` and `type A T` for a `T` that is no inline struct: on the wire, both are a `T`.
        case alias(ValueType)
    }

    /// The name, unique in the model: as declared, or made from the path to an inline struct (`OrderItem` for the field
    /// `Item` of `Order`, with a number behind it where that name is taken).
    public var name: String
    /// Whether the struct stands inline in another type, its name made up by the checker.
    public var isInline: Bool
    /// Struct or alias.
    public var kind: Kind
    /// The comments right above the declaration, one line each, without comment marks.
    public var documentation: [String]
    /// Where the name stands; for an inline struct, its opening brace.
    public var origin: Origin

    /// Makes a declaration.
    public init(
        name: String, isInline: Bool = false, kind: Kind, documentation: [String] = [], origin: Origin
    ) {
        self.name = name
        self.isInline = isInline
        self.kind = kind
        self.documentation = documentation
        self.origin = origin
    }
}
