extension TypeResolver {
    /// What stands between a struct's braces.
    mutating func members(of structure: StructSyntax, name: String, in file: APIFile) -> [StructType.Member] {
        var names = FieldNames(report: report)
        return structure.fields.flatMap { field in
            if field.names.isEmpty { return embedded(field, in: file, &names).map { [$0] } ?? [] }
            return fields(field.names, field, structName: name, in: file, &names)
        }
    }

    /// The fields of one line, which share a type and a tag.
    private mutating func fields(
        _ tokens: [Token], _ syntax: FieldSyntax, structName: String, in file: APIFile, _ names: inout FieldNames
    ) -> [StructType.Member] {
        let type = resolve(syntax.type, name: structName + tokens[0].text.capitalizedFirst, in: file)
        let tag = FieldTagReader(table: table, file: file, report: report).read(syntax)
        if table.isComplex(syntax.type) {
            let message = "'\(tokens[0].text)' is a complex number, which JSON has no form for"
            report.error(message, at: file.origin(syntax.type.range))
        }
        return tokens.map { token in
            let origin = file.origin(token.range)
            let field = Field(
                name: token.text, wireName: tag.wireName ?? token.text, place: tag.place, type: type,
                validation: tag.validation, otherTags: tag.others, documentation: syntax.documentation, origin: origin)
            names.add(field, wireOrigin: tag.wireOrigin ?? origin)
            return .field(field)
        }
    }

    /// An embedded struct, or a field with the type's name if a tag names it, as Go has it.
    private mutating func embedded(
        _ syntax: FieldSyntax, in file: APIFile, _ names: inout FieldNames
    ) -> StructType.Member? {
        let name = syntax.type.lastToken
        let reader = FieldTagReader(table: table, file: file, report: report)
        if reader.namesField(syntax) {
            return fields([name], syntax, structName: name.text, in: file, &names).first
        }
        reader.checkEmbedding(syntax)
        _ = resolve(syntax.type, name: name.text, in: file)
        guard let structure = table.structName(syntax.type) else {
            if table[name.text] != nil || Primitive(rawValue: name.text) != nil || name.text == "any" {
                let message = "'\(name.text)' is no struct and cannot be embedded; a field needs a name and a type"
                report.error(message, at: file.origin(name.range))
            }
            return nil
        }
        var isPointer = false
        if case .pointer = syntax.type { isPointer = true }
        let origin = file.origin(name.range)
        names.addName(name.text, at: origin)
        return .embedded(
            .init(structure: structure, isPointer: isPointer, documentation: syntax.documentation, origin: origin))
    }
}

extension String {
    /// The text with its first letter in upper case.
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
