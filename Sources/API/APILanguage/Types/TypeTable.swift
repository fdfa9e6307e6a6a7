/// The types that the files declare, by name.
struct TypeTable {
    /// One declaration.
    struct Entry {
        let file: APIFile
        let declaration: NamedTypeSyntax
        let origin: Origin
        /// The comments right above it.
        let documentation: [String]

        /// Whether it is a struct, not another name for a type.
        var isStruct: Bool {
            if case .structure = declaration.type { true } else { false }
        }
    }

    /// All declarations in order; of those with the same name, the first.
    private(set) var entries: [Entry] = []
    private var positions: [String: Int] = [:]

    /// Collects the declarations of all files. A name that stands twice or belongs to a basic type is an error.
    init(_ files: [APIFile], _ report: CheckReport) {
        for file in files {
            for case .types(let block) in file.declarations {
                for declaration in block.types {
                    let first = block.parentheses == nil ? block.keyword : declaration.name
                    add(declaration, documentation: first.documentationAbove, of: file, report)
                }
            }
        }
    }

    subscript(name: String) -> Entry? { positions[name].map { entries[$0] } }

    /// The names that a type may be called by.
    var names: [String] {
        entries.map(\.declaration.name.text) + Primitive.allCases.map(\.rawValue) + ["any"]
    }

    private mutating func add(
        _ declaration: NamedTypeSyntax, documentation: [String], of file: APIFile, _ report: CheckReport
    ) {
        let name = declaration.name.text
        let origin = file.origin(declaration.name.range)
        if Primitive(rawValue: name) != nil || name == "any" {
            report.error("'\(name)' is a basic type and cannot be declared again", at: origin)
        } else if name == "_" {
            report.error("'_' cannot be the name of a type", at: origin)
        } else if let first = self[name] {
            let note = Diagnostic.Note("first declared here", at: first.origin)
            report.error("type '\(name)' is declared twice", at: origin, notes: [note])
        } else {
            positions[name] = entries.count
            entries.append(
                Entry(file: file, declaration: declaration, origin: origin, documentation: documentation))
        }
    }
}
