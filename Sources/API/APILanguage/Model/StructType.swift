/// An object with fields.
public struct StructType: Sendable, Equatable {
    /// One line of a struct.
    public enum Member: Sendable, Equatable {
        /// A field with a name. `A, B int` are two of them.
        case field(Field)
        /// Another struct whose fields count as this one's.
        case embedded(Embedding)
    }

    /// Another struct whose fields count as the outer one's.
    public struct Embedding: Sendable, Equatable {
        /// The struct's name in the model, aliases followed.
        public var structure: String
        /// Whether it was written `*T`. On the wire that makes no difference.
        public var isPointer: Bool
        /// The comments above and behind it, one line each.
        public var documentation: [String]
        /// Where it stands.
        public var origin: Origin

        /// Makes an embedding.
        public init(structure: String, isPointer: Bool, documentation: [String] = [], origin: Origin) {
            self.structure = structure
            self.isPointer = isPointer
            self.documentation = documentation
            self.origin = origin
        }
    }

    /// What stands between the braces, in order.
    public var members: [Member]

    /// The fields that a message has: the struct's own and those of embedded structs, in the order of the text, an
    /// embedded struct's at its place. Of two with the same place and wire name, the one embedded less deeply stays.
    public var effectiveFields: [EffectiveField]

    /// Makes a struct.
    public init(members: [Member], effectiveFields: [EffectiveField]) {
        self.members = members
        self.effectiveFields = effectiveFields
    }

    /// The effective fields of one place of a message.
    public func fields(in place: FieldPlace) -> [Field] {
        effectiveFields.lazy.map(\.field).filter { $0.place == place }
    }
}

/// A field that a struct has itself or through embedding.
public struct EffectiveField: Sendable, Equatable {
    /// The names of the embedded structs that lead to it, outermost first; empty for a field of its own.
    public var path: [String]
    /// The field as it was declared.
    public var field: Field

    /// Makes an effective field.
    public init(path: [String] = [], field: Field) {
        self.path = path
        self.field = field
    }
}
