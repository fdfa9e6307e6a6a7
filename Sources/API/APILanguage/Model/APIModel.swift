/// What a checked `.api` file and its imports say: the one thing that renderers read.
///
/// Names are resolved, tags are read, defaults and ranges fit their types, and each route's path is joined with its
/// prefix. Two models are equal if they mean the same; where in the text something stands (``Origin``) does not count.
public struct APIModel: Sendable, Equatable {
    /// The entries of the root file's `info` block, in order.
    public var info: [KeyValue]

    /// Every type of the root file and its imports, in declaration order: a file's imports come before its own types,
    /// and a struct without a name of its own comes right after the type that it stands in.
    public var types: [TypeDeclaration]

    /// The service; `nil` if the files hold types alone.
    public var service: APIService?

    private var positions: [String: Int]

    /// Makes a model of parts that agree with each other.
    public init(info: [KeyValue] = [], types: [TypeDeclaration] = [], service: APIService? = nil) {
        self.info = info
        self.types = types
        self.service = service
        self.positions = Dictionary(types.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The declaration of a type by its name in the model.
    public func type(named name: String) -> TypeDeclaration? {
        positions[name].map { types[$0] }
    }

    /// The struct of this name; `nil` if the name is an alias or unknown.
    public func structure(named name: String) -> StructType? {
        guard case .structure(let structure) = type(named: name)?.kind else { return nil }
        return structure
    }

    /// The value of the `info` block's entry of this key.
    public func info(_ key: String) -> String? {
        info.first { $0.key == key }?.value
    }
}
