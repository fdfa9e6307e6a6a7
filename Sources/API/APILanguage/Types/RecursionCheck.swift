/// Refuses structs that contain themselves without a pointer, a list or a map between.
enum RecursionCheck {
    /// A struct inside another, and the line it stands on.
    private struct Edge {
        let target: String
        let origin: Origin
    }

    static func check(_ types: [TypeDeclaration], _ report: CheckReport) {
        let model = APIModel(types: types)
        var edges: [String: [Edge]] = [:]
        var nodes: [String] = []
        for type in types {
            guard case .structure(let structure) = type.kind else { continue }
            nodes.append(type.name)
            edges[type.name] = structure.members.compactMap { edge(of: $0, model) }
        }
        let graph = DependencyGraph(nodes: nodes, targets: edges.mapValues { $0.map(\.target) })
        for cycle in graph.cycles {
            guard let origin = model.type(named: cycle[0])?.origin else { continue }
            let chain = (cycle + [cycle[0]]).joined(separator: " → ")
            let notes = zip(cycle, cycle.dropFirst() + [cycle[0]]).compactMap { name, next in
                edges[name]?.first { $0.target == next }.map { edge in
                    Diagnostic.Note("'\(name)' contains '\(next)' here", at: edge.origin)
                }
            }
            let message = "type '\(cycle[0])' contains itself: \(chain); put a pointer '*' where it may be missing"
            report.error(message, at: origin, notes: notes)
        }
    }

    private static func edge(of member: StructType.Member, _ model: APIModel) -> Edge? {
        switch member {
        case .embedded(let embedding):
            return embedding.isPointer ? nil : Edge(target: embedding.structure, origin: embedding.origin)
        case .field(let field):
            var type = model.resolved(field.type)
            while case .array(let element, length: .some) = type { type = model.resolved(element) }
            guard case .structure(let name) = type else { return nil }
            return Edge(target: name, origin: field.origin)
        }
    }
}
