/// Refuses aliases that stand for themselves, and chains of them without measure.
enum AliasCheck {
    /// How many aliases may stand behind each other.
    static let maximalDepth = 64

    static func check(_ table: TypeTable, _ report: CheckReport) {
        let aliases = table.entries.filter { !$0.isStruct }
        var targets: [String: [String]] = [:]
        for alias in aliases {
            let names = namesInside(alias.declaration.type)
            targets[alias.declaration.name.text] = names.filter { table[$0]?.isStruct == false }
        }
        let graph = DependencyGraph(nodes: aliases.map(\.declaration.name.text), targets: targets)
        for cycle in graph.cycles {
            guard let origin = table[cycle[0]]?.origin else { continue }
            let chain = (cycle + [cycle[0]]).joined(separator: " → ")
            report.error("type '\(cycle[0])' stands for itself: \(chain)", at: origin)
        }
        for alias in aliases where graph.depths[alias.declaration.name.text] == maximalDepth + 1 {
            report.error("more than \(maximalDepth) names stand for each other in a chain", at: alias.origin)
        }
    }

    /// The names in a type, those inside its inline structs left out: a struct is a type of its own.
    private static func namesInside(_ type: TypeSyntax) -> [String] {
        switch type {
        case .name(let token): [token.text]
        case .pointer(_, let inner), .array(_, _, _, let inner): namesInside(inner)
        case .map(_, _, let key, _, let value): namesInside(key) + namesInside(value)
        case .interface, .structure: []
        }
    }
}
