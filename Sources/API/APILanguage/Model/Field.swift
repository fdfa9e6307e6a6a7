/// A field of a struct.
public struct Field: Sendable, Equatable {
    /// The name in the `.api` file: `HomestayId`.
    public var name: String
    /// The name in the message: `homestayId`. The field's own name where no tag gives one.
    public var wireName: String
    /// The part of the message it travels in.
    public var place: FieldPlace
    /// The type, aliases not followed.
    public var type: ValueType
    /// What is checked and filled in when a message comes in.
    public var validation: Validation
    /// Tags that this language gives no meaning to, in order, values unquoted: `validate:"required"`.
    public var otherTags: [KeyValue]
    /// The comments right above and behind the field, one line each, without comment marks.
    public var documentation: [String]
    /// Where the name stands.
    public var origin: Origin

    /// Makes a field.
    public init(
        name: String, wireName: String, place: FieldPlace = .json, type: ValueType,
        validation: Validation = Validation(),
        otherTags: [KeyValue] = [], documentation: [String] = [], origin: Origin
    ) {
        self.name = name
        self.wireName = wireName
        self.place = place
        self.type = type
        self.validation = validation
        self.otherTags = otherTags
        self.documentation = documentation
        self.origin = origin
    }
}

/// The part of a message that a field travels in.
public enum FieldPlace: String, Sendable, Equatable, Hashable, CaseIterable {
    /// A member of the JSON body; also the place of a field without a tag.
    case json
    /// A parameter in the path, `/users/:id`. Only scalars, always required.
    case path
    /// A query parameter, or one of a form body. Scalars and lists of scalars.
    case form
    /// A header field. Scalars and lists of scalars.
    case header
    /// In no part of it: tagged `json:"-"`.
    case none
}
