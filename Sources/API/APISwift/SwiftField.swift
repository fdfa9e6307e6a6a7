import APILanguage

/// A field as a property.
struct SwiftField {
    let field: Field
    /// The property's name, in backticks where it needs them.
    let name: String
    /// The property's type.
    let type: String
    /// Whether the property may be `nil`.
    let isOptional: Bool
    /// What the property is where nothing is said, as an expression; `nil` where it must be said.
    let defaultValue: String?
    /// Whether its value has to be stored elsewhere, as it may contain the struct itself.
    let isIndirect: Bool

    var wireName: String { field.wireName }
    var validation: Validation { field.validation }

    /// The properties of a struct: those of embedded ones are its own.
    static func fields(of structure: StructType, named name: String, _ types: SwiftTypes) -> [SwiftField] {
        var taken: Set<String> = []
        return structure.effectiveFields.map(\.field).map { field in
            var property = SwiftName.member(field.name)
            var number = 2
            while !taken.insert(property).inserted {
                property = "\(SwiftName.lowercasedFirst(field.name))\(number)"
                number += 1
            }
            return SwiftField(field, name: property, in: name, types)
        }
    }

    private init(_ field: Field, name: String, in structure: String, _ types: SwiftTypes) {
        self.field = field
        self.name = name
        let spelling = types.spelling(field.type)
        let isPointer = types.isOptional(field.type)
        let mayLack = field.validation.isOptional && field.validation.defaultValue == nil
        isOptional = isPointer || (mayLack && !types.isCollection(field.type))
        type = isOptional && !isPointer ? spelling + "?" : spelling
        isIndirect = types.isRecursive(field.type, in: structure)
        defaultValue =
            if let literal = field.validation.defaultValue {
                types.expression(literal, of: field.type)
            } else if isOptional {
                "nil"
            } else if mayLack {
                // A list or a map; bytes are a list as well.
                spelling == "JSONBase64" ? "JSONBase64()" : spelling.contains(":") ? "[:]" : "[]"
            } else {
                nil
            }
    }
}

extension SwiftTypes {
    /// A value of a tag as an expression.
    func expression(_ literal: Literal, of type: ValueType) -> String {
        switch literal {
        case .bool(let value): "\(value)"
        case .string(let text): SwiftName.literal(text)
        case .number(let number):
            if usesDecimals, case .primitive(let primitive) = model.underlying(type), primitive.isFloat {
                decimal(number)
            } else {
                number.description
            }
        }
    }

    private func decimal(_ number: ExactDecimal) -> String {
        let parts = number.description.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        // A number too long for it is left to Swift's compiler to refuse.
        let unscaled = Int64(parts[0] + fraction).map(String.init) ?? parts[0] + fraction
        return "JSONDecimal(unscaled: \(unscaled), scale: \(fraction.count))"
    }
}
