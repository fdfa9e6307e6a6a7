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
                source.line("if let \(binding(field)) { \(writing(field, isBound: true)) }")
            } else if let condition = presence(of: field) {
                source.line("if \(condition) { \(writing(field)) }")
            } else {
                source.line(writing(field))
            }
        } else if field.isOptional, validation.isOptional {
            source.line("if let \(binding(field)) { \(writing(field, isBound: true)) }")
        } else if field.isOptional, validation.isQuoted {
            source.line("json.field(\(key(field)), \(value(field)).map { \"\\($0)\" })")
        } else {
            source.line(writing(field))
        }
    }

    private func key(_ field: SwiftField) -> String { SwiftName.literal(field.wireName) }

    private func writing(_ field: SwiftField, isBound: Bool = false) -> String {
        let value = isBound && field.name == Self.writer ? "value" : value(field)
        return "json.field(\(key(field)), \(field.validation.isQuoted ? "\"\\(\(value))\"" : value))"
    }

    /// What `json` is written with: a property of that name needs `self` before it.
    private static let writer = "json"

    private func value(_ field: SwiftField) -> String {
        field.name == Self.writer ? "self.\(field.name)" : field.name
    }

    private func binding(_ field: SwiftField) -> String {
        field.name == Self.writer ? "value = self.\(field.name)" : field.name
    }

    /// The condition under which a field with `omitempty` is written; `nil` for a struct, which is never empty.
    private func presence(of field: SwiftField) -> String? {
        switch model.resolved(field.field.type) {
        case .primitive(.bool): value(field)
        case .primitive(let primitive) where types.usesDecimals && primitive.isFloat: "\(value(field)).unscaled != 0"
        case .primitive(let primitive) where primitive.isNumber: "\(value(field)) != 0"
        case .primitive, .array, .map: "!\(value(field)).isEmpty"
        case .any: "!\(value(field)).isNull"
        case .structure, .alias, .pointer: nil
        }
    }
}
