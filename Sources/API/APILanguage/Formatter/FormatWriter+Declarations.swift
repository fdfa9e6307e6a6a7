extension FormatWriter {
    /// Writes a whole file.
    mutating func write(_ file: APIFile) {
        var previous: DeclarationSyntax?
        for declaration in file.declarations {
            if let previous { startLine(previous.isPackable(with: declaration) ? .kept : .always) }
            write(declaration)
            previous = declaration
        }
        if previous != nil { startLine(.kept) }
        writeComments(before: file.endOfFile)
    }

    private mutating func write(_ declaration: DeclarationSyntax) {
        switch declaration {
        case .version(let version):
            write(version.keyword)
            write(version.equals, after: .space)
            write(version.value, after: .space)
        case .info(let info): write(info.block)
        case .imports(let imports): write(imports)
        case .types(let types): write(types)
        case .service(let service): write(service)
        }
    }

    private mutating func write(_ imports: ImportSyntax) {
        write(imports.keyword)
        if let parentheses = imports.parentheses {
            writeBlock(parentheses.open, parentheses.close, imports.paths) { writer, path in writer.write(path) }
        } else {
            for path in imports.paths { write(path, after: .space) }
        }
    }

    /// Writes `keyword ( key: value … )`.
    mutating func write(_ block: EntryBlockSyntax) {
        write(block.keyword)
        writeBlock(block.parentheses.open, block.parentheses.close, block.entries) { writer, entry in
            writer.writeRun(entry.key, after: .nothing)
            writer.write(entry.colon)
            writer.writeRun(entry.value, after: .column)
        }
    }

    /// Writes tokens with one space where there is something between them in the source.
    mutating func writeRun(_ tokens: [Token], after gap: Gap) {
        var end: SourceLocation?
        for token in tokens {
            write(token, after: end.map { $0 == token.range.start ? .nothing : .space } ?? gap)
            end = token.range.end
        }
    }
}

extension DeclarationSyntax {
    /// Whether no empty line is needed between the two: single imports, and single types without fields.
    fileprivate func isPackable(with next: DeclarationSyntax) -> Bool {
        switch (self, next) {
        case (.imports(let imports), .imports(let others)):
            imports.parentheses == nil && others.parentheses == nil
        case (.types(let types), .types(let others)):
            types.isOneAlias && others.isOneAlias
        default: false
        }
    }
}

extension TypeBlockSyntax {
    fileprivate var isOneAlias: Bool {
        guard parentheses == nil, let type = types.first?.type else { return false }
        return type.inlineStruct == nil
    }
}
