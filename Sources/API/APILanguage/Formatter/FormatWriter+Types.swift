extension FormatWriter {
    mutating func write(_ block: TypeBlockSyntax) {
        write(block.keyword)
        if let parentheses = block.parentheses {
            writeBlock(parentheses.open, parentheses.close, block.types) { writer, type in
                writer.write(type, after: .nothing, column: .column)
            }
        } else {
            for type in block.types { write(type, after: .space, column: .space) }
        }
    }

    private mutating func write(_ declaration: NamedTypeSyntax, after gap: Gap, column: Gap) {
        write(declaration.name, after: gap)
        if let equals = declaration.equals {
            write(equals, after: column)
            write(declaration.type, after: .space)
        } else {
            write(declaration.type, after: column)
        }
    }

    mutating func write(_ type: TypeSyntax, after gap: Gap = .nothing) {
        switch type {
        case .name(let name):
            write(name, after: gap)
        case .interface(let keyword, let open, let close):
            write(keyword, after: gap)
            write(open)
            write(close)
        case .pointer(let star, let target):
            write(star, after: gap)
            write(target)
        case .array(let open, let length, let close, let element):
            write(open, after: gap)
            if let length { write(length) }
            write(close)
            write(element)
        case .map(let keyword, let open, let key, let close, let value):
            write(keyword, after: gap)
            write(open)
            write(key)
            write(close)
            write(value)
        case .structure(let structure):
            writeBlock(structure.open, structure.close, structure.fields, after: gap) { writer, field in
                writer.write(field)
            }
        }
    }

    private mutating func write(_ field: FieldSyntax) {
        for (index, name) in field.names.enumerated() {
            write(name, after: index == 0 ? .nothing : .space)
            if index < field.commas.count { write(field.commas[index]) }
        }
        write(field.type, after: .column)
        // Behind a closing brace and an embedded type there is no column to line up with.
        let hasColumn = !field.names.isEmpty && field.type.inlineStruct == nil
        if let tag = field.tag { write(tag, after: hasColumn ? .column : .space) }
    }
}
