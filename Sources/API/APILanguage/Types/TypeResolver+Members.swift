extension TypeResolver {
    /// What stands between a struct's braces.
    mutating func members(of structure: StructSyntax, name: String, in file: APIFile) -> [StructType.Member] {
        var names = SeenNames()
        return structure.fields.flatMap { field in
            if field.names.isEmpty { return embedded(field, in: file, &names).map { [$0] } ?? [] }
            return field.names.map { token in
                let type = resolve(field.type, name: name + token.text.capitalizedFirst, in: file)
                return member(token, type, field, in: file, &names)
            }
        }
    }

    private mutating func member(
        _ name: Token, _ type: ValueType, _ syntax: FieldSyntax, in file: APIFile, _ names: inout SeenNames
    ) -> StructType.Member {
        var reader = FieldTagReader(table: table, file: file, report: report)
        let tag = reader.read(syntax, name: name)
        report = reader.report
        let origin = file.origin(name.range)
        if case .name(let leaf) = table.leaf(syntax.type), Primitive(rawValue: leaf.text)?.isComplex == true {
            let message = "'\(name.text)' is a complex number, which JSON has no form for"
            report.error(message, at: file.origin(syntax.type.range))
        }
        let field = Field(
            name: name.text, wireName: tag.wireName, place: tag.place, type: type, validation: tag.validation,
            otherTags: tag.others, documentation: syntax.documentation, origin: origin)
        names.add(field, wireOrigin: tag.origin ?? origin, &report)
        return .field(field)
    }

    /// An embedded struct, or a field with the type's name if a tag names it.
    private mutating func embedded(
        _ syntax: FieldSyntax, in file: APIFile, _ names: inout SeenNames
    ) -> StructType.Member? {
        var name = syntax.type.lastToken
        name.leadingComments = []
        var reader = FieldTagReader(table: table, file: file, report: report)
        let namesField = reader.namesField(syntax)
        if !namesField, syntax.tag != nil { reader.checkEmbedding(syntax) }
        report = reader.report
        let type = resolve(syntax.type, name: name.text, in: file)
        if namesField { return member(name, type, syntax, in: file, &names) }
        guard let structure = table.structName(syntax.type) else {
            if table[name.text] != nil || Primitive(rawValue: name.text) != nil || name.text == "any" {
                let message =
                    "'\(name.text)' is no struct and cannot be embedded; if it is a field's name, its type is missing"
                report.error(message, at: file.origin(name.range))
            }
            return nil
        }
        var isPointer = false
        if case .pointer = syntax.type { isPointer = true }
        let origin = file.origin(name.range)
        names.addEmbedded(name.text, at: origin, &report)
        return .embedded(
            .init(structure: structure, isPointer: isPointer, documentation: syntax.documentation, origin: origin))
    }
}

/// The names that a struct has used so far.
struct SeenNames {
    private var names: [String: Origin] = [:]
    private var wireNames: [FieldPlace: [String: Origin]] = [:]

    mutating func add(_ field: Field, wireOrigin: Origin, _ report: inout CheckReport) {
        guard addEmbedded(field.name, at: field.origin, &report), field.place != .none else { return }
        let name = field.comparableWireName
        if let first = wireNames[field.place]?[name] {
            let note = Diagnostic.Note("first used here", at: first)
            let message = "two fields have the \(field.place.rawValue) name '\(field.wireName)'"
            report.error(message, at: wireOrigin, notes: [note])
        } else {
            wireNames[field.place, default: [:]][name] = wireOrigin
        }
    }

    /// Takes a name; false, with an error, if it is taken.
    @discardableResult
    mutating func addEmbedded(_ name: String, at origin: Origin, _ report: inout CheckReport) -> Bool {
        guard let first = names[name] else {
            names[name] = origin
            return true
        }
        let note = Diagnostic.Note("first declared here", at: first)
        report.error("field '\(name)' is declared twice", at: origin, notes: [note])
        return false
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
