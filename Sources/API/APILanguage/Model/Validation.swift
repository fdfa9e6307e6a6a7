/// What is checked, and filled in, when a message comes in.
public struct Validation: Sendable, Equatable {
    /// Tagged `optional`: the field may be left out.
    public var isOptional: Bool
    /// What a field that was left out is set to. Of the field's type, one of `options`, inside `range`.
    public var defaultValue: Literal?
    /// The only values that are allowed; empty if any is. Each is of the field's type, none stands twice.
    public var options: [Literal]
    /// The range that a number must lie in.
    public var range: NumberRange?
    /// Tagged `string`: the number or truth value is written in quotes in JSON.
    public var isQuoted: Bool
    /// Tagged `omitempty`: left out of a response when it is empty (zero, false, "", null, an empty list or map).
    public var omitsEmpty: Bool

    /// Makes a validation; by default the field is required and any value of its type is fine.
    public init(
        isOptional: Bool = false, defaultValue: Literal? = nil, options: [Literal] = [], range: NumberRange? = nil,
        isQuoted: Bool = false, omitsEmpty: Bool = false
    ) {
        self.isOptional = isOptional
        self.defaultValue = defaultValue
        self.options = options
        self.range = range
        self.isQuoted = isQuoted
        self.omitsEmpty = omitsEmpty
    }

    /// Whether a message without the field is refused: it is neither optional nor has a default.
    public var isRequired: Bool { !isOptional && defaultValue == nil }
}

/// A value in a tag, of the field's type.
public enum Literal: Sendable, Equatable, Hashable {
    case bool(Bool)
    /// A number; a whole one within the type's bounds where the field is an integer.
    case number(ExactDecimal)
    case string(String)
}

extension Literal: CustomStringConvertible {
    /// The value as it is written in a tag.
    public var description: String {
        switch self {
        case .bool(let value): value ? "true" : "false"
        case .number(let value): value.description
        case .string(let value): value
        }
    }
}
