import APILanguage

/// Builds the JSON schemas of a model's types.
struct SchemaBuilder: Sendable {
    let model: APIModel
    let usage: TypeUsage
    private let described: [TypeDeclaration]
    private let names: SchemaNames

    init(_ model: APIModel, names taken: inout UniqueNames) {
        self.model = model
        usage = TypeUsage(model)
        described = usage.describedTypes(of: model)
        names = SchemaNames(described, differing: usage.differing, &taken)
    }

    /// The structs' schemas, in the order of the model; a struct's schema for requests comes right after its own.
    var components: JSONMembers {
        var components = JSONMembers()
        for type in described {
            guard case .structure(let structure) = type.kind else { continue }
            let directions: [Direction] =
                usage.differing.contains(type.name) ? [.response, .request] : [usage.mainDirection(of: type.name)]
            for direction in directions {
                guard let name = names.name(of: type.name, direction) else { continue }
                var schema = object(structure.fields(in: .json)) {
                    self.schema($0, direction)
                } isRequired: {
                    $0.presence(in: direction, of: model).isRequired
                }
                schema["description"] = type.documentation.paragraphs.map(JSONTree.string)
                components.append(name, .object(schema))
            }
        }
        return components
    }

    /// The schema of a form body.
    func formSchema(_ fields: [Field]) -> JSONMembers {
        object(fields) { field in
            var schema = parameterSchema(field)
            schema["description"] = field.documentation.paragraphs.map(JSONTree.string)
            return schema
        } isRequired: {
            $0.validation.isRequired
        }
    }

    private func object(
        _ fields: [Field], _ schema: (Field) -> JSONMembers, isRequired: (Field) -> Bool
    ) -> JSONMembers {
        var properties = JSONMembers()
        for field in fields { properties.append(field.wireName, .object(schema(field))) }
        var object: JSONMembers = ["type": "object"]
        object.append("properties", unlessEmpty: properties)
        let required = fields.filter(isRequired).map(\.wireName)
        if !required.isEmpty { object.append("required", .strings(required)) }
        return object
    }

    /// The schema of a type that no field restricts.
    func schema(_ type: ValueType, _ direction: Direction) -> JSONMembers {
        schema(type, direction, ValueRules())
    }

    func schema(_ type: ValueType, _ direction: Direction, _ rules: ValueRules) -> JSONMembers {
        switch model.resolved(type) {
        case .primitive(let primitive): return rules.schema(of: primitive)
        case .structure(let name):
            let component = names.name(of: name, direction)
            return component.map { ["$ref": .string("#/components/schemas/\($0)")] } ?? [:]
        case .array where model.isBytes(type): return ["type": "string", "contentEncoding": "base64"]
        case .array(let element, let length):
            var array: JSONMembers = ["type": "array", "items": .object(schema(element, direction, rules.ofElements))]
            if let length {
                array.append("minItems", .number(ExactDecimal(length)))
                array.append("maxItems", .number(ExactDecimal(length)))
            }
            return array
        case .map(let key, let value):
            var map: JSONMembers = ["type": "object"]
            if let format = key.integerFormat {
                map.append("propertyNames", ["pattern": .string(Pattern.integer(isSigned: format.isSigned))])
            }
            map.append("additionalProperties", .object(schema(value, direction)))
            return map
        case .pointer(let target): return schema(target, direction, rules).orNull
        case .any, .alias: return [:]
        }
    }
}

extension TypeUsage {
    /// The structs that have a schema: those that a message's JSON is made of. Without a service, that may be any.
    fileprivate func describedTypes(of model: APIModel) -> [TypeDeclaration] {
        let used = types(in: .request).union(types(in: .response))
        return model.types.filter { type in
            guard case .structure(let structure) = type.kind else { return false }
            guard model.service != nil else { return true }
            let isBody = referenced.contains(type.name) || !structure.fields(in: .json).isEmpty
            return used.contains(type.name) && isBody
        }
    }
}
