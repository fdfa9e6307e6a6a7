import APILanguage

/// What a field's tag asks of a single value, as a schema says it.
struct ValueRules: Sendable {
    private var options: [Literal] = []
    private var range: NumberRange?
    private var isQuoted = false

    /// Any value of the type.
    init() {}

    init(_ validation: Validation, isQuoted: Bool) {
        options = validation.options
        range = validation.range
        self.isQuoted = isQuoted
    }

    /// The rules for the elements of a list: quotes are for single values alone.
    var ofElements: ValueRules {
        var rules = self
        rules.isQuoted = false
        return rules
    }

    func schema(of primitive: Primitive) -> JSONMembers {
        if isQuoted, primitive != .string { return quotedSchema(of: primitive) }
        var schema = JSONMembers()
        switch primitive {
        case .bool: schema.append("type", "boolean")
        case .string: schema.append("type", "string")
        case .float32, .float64:
            schema.append("type", "number")
            schema.append("format", primitive == .float32 ? "float" : "double")
        case .complex64, .complex128: break
        default:
            schema.append("type", "integer")
            schema["format"] = primitive.integerFormatName.map(JSONTree.string)
        }
        if primitive.isNumber { append(Bounds(of: primitive, range), to: &schema) }
        if !options.isEmpty { schema.append("enum", .array(options.map { JSONTree($0) })) }
        return schema
    }

    private func append(_ bounds: Bounds, to schema: inout JSONMembers) {
        if let lower = bounds.lower {
            schema.append(lower.isInclusive ? "minimum" : "exclusiveMinimum", .number(lower.value))
        }
        if let upper = bounds.upper {
            schema.append(upper.isInclusive ? "maximum" : "exclusiveMaximum", .number(upper.value))
        }
    }

    private func quotedSchema(of primitive: Primitive) -> JSONMembers {
        var schema: JSONMembers = ["type": "string"]
        if primitive == .bool {
            schema.append("enum", ["true", "false"])
        } else if let format = primitive.integerFormat {
            schema["format"] = primitive.integerFormatName.map(JSONTree.string)
            schema.append("pattern", .string(Pattern.integer(isSigned: format.isSigned)))
        } else if primitive.isFloat {
            schema.append("pattern", .string(Pattern.number))
        }
        if let range { schema.append("x-range", .string(range.description)) }
        if !options.isEmpty { schema["enum"] = .strings(options.map(\.description)) }
        return schema
    }
}

/// The patterns of numbers as JSON writes them.
enum Pattern {
    static func integer(isSigned: Bool) -> String { isSigned ? "^-?(0|[1-9][0-9]*)$" : "^(0|[1-9][0-9]*)$" }
    static let number = #"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"#
}

extension Primitive {
    /// The name in OpenAPI's format registry.
    fileprivate var integerFormatName: String? {
        integerFormat.map { "\($0.isSigned ? "" : "u")int\($0.bits)" }
    }
}
