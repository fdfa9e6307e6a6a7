/// Gives every declared type its meaning.
struct TypeResolver {
    let table: TypeTable
    let report: CheckReport
    /// The types so far, in declaration order.
    private(set) var types: [TypeDeclaration] = []
    private var takenNames: Set<String>

    init(table: TypeTable, report: CheckReport) {
        self.table = table
        self.report = report
        takenNames = Set(table.names)
    }

    /// Resolves all declarations into `types`, whose structs have no effective fields yet.
    mutating func resolveAll() {
        AliasCheck.check(table, report)
        for entry in table.entries { resolve(entry) }
    }

    private mutating func resolve(_ entry: TypeTable.Entry) {
        let name = entry.declaration.name.text
        if case .structure(let structure) = entry.declaration.type {
            add(structure, name: name, documentation: entry.documentation, origin: entry.origin, in: entry.file)
            return
        }
        let position = types.count
        let target = resolve(entry.declaration.type, name: name, suffix: "Element", in: entry.file)
        let alias = TypeDeclaration(
            name: name, kind: .alias(target), documentation: entry.documentation, origin: entry.origin)
        types.insert(alias, at: position)
    }

    /// Adds a struct to `types`, and those inside it behind it.
    private mutating func add(
        _ syntax: StructSyntax, name: String, isInline: Bool = false, documentation: [String], origin: Origin,
        in file: APIFile
    ) {
        let position = types.count
        let members = members(of: syntax, name: name, in: file)
        let structure = StructType(members: members, effectiveFields: [])
        let declaration = TypeDeclaration(
            name: name, isInline: isInline, kind: .structure(structure), documentation: documentation, origin: origin)
        types.insert(declaration, at: position)
    }

    /// The meaning of a type where one is used. An inline struct in it is called `name`, with `suffix` behind it if the
    /// name belongs to a type already.
    mutating func resolve(_ type: TypeSyntax, name: String, suffix: String = "", in file: APIFile) -> ValueType {
        switch type {
        case .name(let token):
            return named(token, in: file)
        case .interface:
            return .any
        case .pointer(_, let target):
            return .pointer(resolve(target, name: name, suffix: suffix, in: file))
        case .array(_, let length, _, let element):
            let count = length.flatMap { self.length($0, in: file) }
            return .array(resolve(element, name: name, suffix: suffix, in: file), length: count)
        case .map(_, _, let key, _, let value):
            let keyType = mapKey(key, in: file)
            return .map(key: keyType, value: resolve(value, name: name, suffix: suffix, in: file))
        case .structure(let structure):
            let name = freeName(name + suffix)
            let origin = file.origin(structure.open.range)
            add(structure, name: name, isInline: true, documentation: [], origin: origin, in: file)
            return .structure(name)
        }
    }

    private mutating func named(_ token: Token, in file: APIFile) -> ValueType {
        if let primitive = Primitive(rawValue: token.text) { return .primitive(primitive) }
        if token.text == "any" { return .any }
        if let entry = table[token.text] { return entry.isStruct ? .structure(token.text) : .alias(token.text) }
        report.error(
            "unknown type '\(token.text)'\(Suggestion.text(for: token.text, among: table.names))",
            at: file.origin(token.range))
        return .any
    }

    private mutating func length(_ token: Token, in file: APIFile) -> Int? {
        guard token.kind == .number else { return nil }
        guard let length = Int(token.text), (1...65_536).contains(length) else {
            report.error("a list's length must be a whole number from 1 to 65536", at: file.origin(token.range))
            return nil
        }
        return length
    }

    private mutating func mapKey(_ type: TypeSyntax, in file: APIFile) -> Primitive {
        if case .name(let token) = type, table[token.text] == nil, Primitive(rawValue: token.text) == nil,
            token.text != "any"
        {
            _ = named(token, in: file)
            return .string
        }
        guard let key = table.primitive(type), key == .string || key.isInteger else {
            report.error("a map's key must be a string or an integer: JSON has no others", at: file.origin(type.range))
            return .string
        }
        return key
    }

    private mutating func freeName(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while !takenNames.insert(name).inserted {
            name = "\(wanted)\(number)"
            number += 1
        }
        return name
    }
}
