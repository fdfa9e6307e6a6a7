import APILanguage

extension SwiftRenderer {
    /// What reads a struct: from JSON alone, or from all of a request where it has fields elsewhere.
    func render(
        decodingOf name: String, _ fields: [SwiftField], isRequest: Bool, to source: inout SourceText
    ) {
        let isElsewhere = fields.contains { [.path, .form, .header].contains($0.field.place) }
        source.line()
        guard isRequest, isElsewhere || fields.isEmpty else {
            source.block("extension \(name): JSONDecodable\(isRequest ? ", APIReadable" : "")") { source in
                source.block("\(source.access)init(json object: JSONObject) throws(JSONError)") { source in
                    for field in fields { render(reading: field, to: &source) }
                }
            }
            return
        }
        source.block("extension \(name): APIReadable") { source in
            source.block("\(source.access)init(_ request: APIRequest) throws") { source in
                let places = Set(fields.map(\.field.place))
                if places.contains(.path) { source.line("let path = APIParameters(path: request)") }
                if places.contains(.form) { source.line("let form = try APIParameters(form: request)") }
                if places.contains(.header) { source.line("let header = APIParameters(headers: request)") }
                if places.contains(.json) { source.line("let object = try request.jsonObject()") }
                for field in fields { render(reading: field, to: &source) }
            }
        }
    }

    private func render(reading field: SwiftField, to source: inout SourceText) {
        let reading =
            switch field.field.place {
            case .json: jsonReading(of: field)
            case .path: parameterReading(of: field, from: "path")
            case .form: parameterReading(of: field, from: "form")
            case .header: parameterReading(of: field, from: "header")
            case .none: field.defaultValue ?? zero(of: field.field.type)
            }
        source.line("\(field.isIndirect ? "self." : "")\(field.name) = \(reading)")
        render(checksOf: field, to: &source)
    }

    private func jsonReading(of field: SwiftField) -> String {
        let name = SwiftName.literal(field.wireName)
        let quoted = field.validation.isQuoted ? "Quoted" : ""
        if field.validation.isRequired {
            return field.isOptional
                ? "try object.nullable\(quoted)(\(name))" : "try object.require\(quoted)(\(name))"
        }
        let value = "try object.optional\(quoted)(\(name))"
        return field.isOptional ? value : "\(value) ?? \(field.defaultValue ?? "nil")"
    }

    private func parameterReading(of field: SwiftField, from place: String) -> String {
        let name = SwiftName.literal(field.wireName)
        if case .array = model.underlying(field.field.type) {
            if field.validation.isRequired { return "try \(place).requiredList(\(name))" }
            // None at all is the same as not there.
            return "try \(place).list(\(name))"
        }
        if field.validation.isRequired, !field.isOptional { return "try \(place).required(\(name))" }
        let value = "try \(place).optional(\(name))"
        return field.isOptional ? value : "\(value) ?? \(field.defaultValue ?? "nil")"
    }

    /// Go's zero value, for a field that no message carries.
    private func zero(of type: ValueType) -> String {
        switch model.resolved(type) {
        case .primitive(.bool): "false"
        case .primitive(.string): "\"\""
        case .primitive(let primitive) where primitive.isFloat && types.usesDecimals:
            "JSONDecimal(unscaled: 0, scale: 0)"
        case .primitive: "0"
        case .array(let element, let length):
            length == nil && types.isByte(element) ? "JSONBase64()" : "[]"
        case .map: "[:]"
        case .pointer: "nil"
        case .any: "JSONValue.null"
        case .structure(let name), .alias(let name): zero(ofStructure: name)
        }
    }

    private func zero(ofStructure name: String) -> String {
        let structure = model.structure(named: name)
        let fields = structure.map { SwiftField.fields(of: $0, named: name, types) } ?? []
        let arguments = fields.filter { $0.defaultValue == nil }.map { "\($0.name): \(zero(of: $0.field.type))" }
        return "\(SwiftName.type(name))(\(arguments.joined(separator: ", ")))"
    }
}
