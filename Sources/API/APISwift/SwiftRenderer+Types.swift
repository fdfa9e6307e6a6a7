import APILanguage

extension SwiftRenderer {
    func render(_ declaration: TypeDeclaration, to source: inout SourceText) {
        source.line()
        source.documentation(declaration.documentation)
        let name = SwiftName.type(declaration.name)
        switch declaration.kind {
        case .alias(let target):
            source.line("\(source.access)typealias \(name) = \(types.spelling(target))")
        case .structure(let structure):
            let fields = SwiftField.fields(of: structure, named: declaration.name, types)
            source.block("\(source.access)struct \(name): Sendable, Equatable") { source in
                render(properties: fields, to: &source)
                render(initializerOf: fields, to: &source)
            }
            let use = usage[declaration.name]
            if use.isRead { render(decodingOf: name, fields, isRequest: use.isRequest, to: &source) }
            if use.isWritten { render(encodingOf: name, fields, to: &source) }
        }
    }

    private func render(properties fields: [SwiftField], to source: inout SourceText) {
        for field in fields {
            source.documentation(field.field.documentation)
            let wrapper = field.isIndirect ? "@Indirect " : ""
            source.line("\(wrapper)\(source.access)var \(field.name): \(field.type)")
        }
    }

    private func render(initializerOf fields: [SwiftField], to source: inout SourceText) {
        if !fields.isEmpty { source.line() }
        let parameters = fields.map { field in
            "\(field.name): \(field.type)" + (field.defaultValue.map { " = \($0)" } ?? "")
        }
        source.block("\(source.access)init(\(parameters.joined(separator: ", ")))") { source in
            for field in fields { source.line("self.\(field.name) = \(field.name)") }
        }
    }
}
