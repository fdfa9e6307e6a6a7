import APILanguage

extension SchemaBuilder {
    /// The schema of a member of a JSON body.
    func schema(_ field: Field, _ direction: Direction) -> JSONMembers {
        let rules = ValueRules(field.validation, isQuoted: field.validation.isQuoted)
        var schema = schema(field.type, direction, rules)
        if field.presence(in: direction, of: model).isNullable { schema = schema.orNull }
        schema["description"] = field.documentation.paragraphs.map(JSONTree.string)
        schema["default"] = defaultValue(of: field, isQuoted: field.validation.isQuoted)
        return schema
    }

    /// The schema of a parameter or a form field: text in any case, so that quotes make no difference, nor is there null.
    func parameterSchema(_ field: Field) -> JSONMembers {
        var type = model.resolved(field.type)
        while case .pointer(let target) = type { type = model.resolved(target) }
        var schema = schema(type, .request, ValueRules(field.validation, isQuoted: false))
        schema["default"] = defaultValue(of: field, isQuoted: false)
        return schema
    }

    private func defaultValue(of field: Field, isQuoted: Bool) -> JSONTree? {
        field.validation.defaultValue.map { isQuoted ? .string($0.description) : JSONTree($0) }
    }
}

extension JSONMembers {
    /// The schema of the same values and null.
    var orNull: JSONMembers {
        var schema = self
        switch self["type"] {
        case .string(let type): schema["type"] = .strings([type, "null"])
        case nil where self["$ref"] != nil: return ["anyOf": [.object(self), ["type": "null"]]]
        // It may be null already: a pointer that is optional too, or any value.
        default: return self
        }
        if case .array(let values) = schema["enum"] { schema["enum"] = .array(values + [.null]) }
        return schema
    }
}
