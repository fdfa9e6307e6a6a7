import APILanguage

extension SwiftRenderer {
    /// What writes a struct as JSON. Fields that travel elsewhere are left out.
    func render(encodingOf name: String, _ fields: [SwiftField], to source: inout SourceText) {
        source.line()
        source.block("extension \(name): JSONEncodable") { source in
            source.block("\(source.access)func encode(to json: inout JSONWriter)") { source in
                source.line("json.beginObject()")
                for field in fields where field.field.place == .json { render(writing: field, to: &source) }
                source.line("json.endObject()")
            }
        }
    }

    private func render(writing field: SwiftField, to source: inout SourceText) {
        let validation = field.validation
        if validation.omitsEmpty {
            if field.isOptional {
                source.line("if let \(field.name) { \(writing(field)) }")
            } else if let condition = presence(of: field) {
                source.line("if \(condition) { \(writing(field)) }")
            } else {
                source.line(writing(field))
            }
        } else if field.isOptional, validation.isOptional {
            source.line("if let \(field.name) { \(writing(field)) }")
        } else if field.isOptional, validation.isQuoted {
            source.line("json.field(\(key(field)), \(field.name).map { \"\\($0)\" })")
        } else {
            source.line(writing(field))
        }
    }

    private func key(_ field: SwiftField) -> String { SwiftName.literal(field.wireName) }

    private func writing(_ field: SwiftField) -> String {
        let value = field.validation.isQuoted ? "\"\\(\(field.name))\"" : field.name
        return "json.field(\(key(field)), \(value))"
    }

    /// The condition under which a field with `omitempty` is written; `nil` for a struct, which is never empty.
    private func presence(of field: SwiftField) -> String? {
        switch model.resolved(field.field.type) {
        case .primitive(.bool): field.name
        case .primitive(let primitive) where types.usesDecimals && primitive.isFloat: "\(field.name).unscaled != 0"
        case .primitive(let primitive) where primitive.isNumber: "\(field.name) != 0"
        case .primitive, .array, .map: "!\(field.name).isEmpty"
        case .any: "!\(field.name).isNull"
        case .structure, .alias, .pointer: nil
        }
    }
}
