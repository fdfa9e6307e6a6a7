import APILanguage

extension SwiftRenderer {
    /// What reads a struct: from JSON alone, or from all of a request where it has fields elsewhere.
    func render(
        decodingOf name: String, _ fields: [SwiftField], isRequest: Bool, to source: inout SourceText
    ) {
        source.line()
        if fields.contains(where: { $0.field.place != .json }) || (isRequest && fields.isEmpty) {
            return render(readingOfRequest: name, fields, to: &source)
        }
        source.block("extension \(name): JSONStreamReadable\(isRequest ? ", APIReadable" : "")") { source in
            let names = fields.map { SwiftName.literal($0.wireName) }.joined(separator: ", ")
            source.line("private static let fieldNames: JSONFieldNames = [\(names)]")
            source.line()
            source.block("\(source.access)init(from json: inout JSONReader) throws(JSONError)") { source in
                for field in fields {
                    source.line("var \(local(field, of: fields)): \(field.type)\(needsSeen(field) ? "?" : "")")
                }
                render(loopOver: fields, to: &source)
                for field in fields { render(settingOf: field, from: local(field, of: fields), to: &source) }
            }
        }
    }

    private func render(loopOver fields: [SwiftField], to source: inout SourceText) {
        source.line("var fields = try json.readObject(Self.fieldNames)")
        guard !fields.isEmpty else {
            source.line("while try fields.next(&json) != nil { try json.skipValue() }")
            return
        }
        source.block("while let field = try fields.next(&json)") { source in
            source.line("switch field {")
            for (index, field) in fields.enumerated() {
                let reading = "try json.read\(field.validation.isQuoted ? "Quoted" : "Optional")()"
                let isNullable = field.isOptional && field.validation.isRequired
                source.line(
                    "case \(index): \(local(field, of: fields)) = \(isNullable ? ".some(\(reading))" : reading)")
            }
            source.line("default: try json.skipValue()")
            source.line("}")
        }
    }

    private func render(settingOf field: SwiftField, from local: String, to source: inout SourceText) {
        if field.validation.isRequired {
            source.line(
                "guard let \(local) else { throw json.missing(\(SwiftName.literal(field.wireName))) }")
        }
        let fallback = field.validation.isRequired || field.isOptional ? nil : field.defaultValue
        source.line("self.\(field.name) = \(local)\(fallback.map { " ?? \($0)" } ?? "")")
        render(checksOf: field, json: "json", to: &source)
    }

    /// Whether the variable that a field is read into is `nil` where the property could not be.
    private func needsSeen(_ field: SwiftField) -> Bool { field.validation.isRequired || !field.isOptional }

    /// The variable that a field is read into: the property's name, unless the code around it uses that.
    private func local(_ field: SwiftField, of fields: [SwiftField]) -> String {
        var name = field.name
        while ["json", "field", "fields"].contains(name) || (name != field.name && fields.contains { $0.name == name })
        {
            name += "Value"
        }
        return name
    }
}
