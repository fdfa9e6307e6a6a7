import APILanguage

/// The places of a page that links can point to.
struct PageAnchors: Sendable {
    private var groups: [String?: String] = [:]
    private var operations: [String: String] = [:]
    private var types: [String: String] = [:]

    init(_ operations: [Operation], types shown: [TypeDeclaration]) {
        var names = UniqueNames()
        for (group, members) in operations.byGroup {
            groups[group] = names.claim("group-\((group ?? "routes").componentName)")
            for member in members { self.operations[member.id] = names.claim("op-\(member.id.componentName)") }
        }
        for type in shown { types[type.name] = names.claim("type-\(type.name.componentName)") }
    }

    func group(_ name: String?) -> String { groups[name, default: "top"] }

    func operation(_ operation: Operation) -> String { operations[operation.id, default: "top"] }

    /// `nil` for a type that the page does not show.
    func type(_ name: String) -> String? { types[name] }
}
