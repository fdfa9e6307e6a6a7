import APILanguage

extension SwiftRenderer {
    /// What reads a request that has fields elsewhere than in its body.
    func render(readingOfRequest name: String, _ fields: [SwiftField], to source: inout SourceText) {
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
        let place = field.field.place
        let reading = place == .json ? jsonReading(of: field) : parameterReading(of: field, from: place.rawValue)
        source.line("self.\(field.name) = \(reading)")
        render(checksOf: field, json: "object", to: &source)
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
}
