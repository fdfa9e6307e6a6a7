/// Who needs whom among named things. Works without recursion, in time proportional to the number of edges.
struct DependencyGraph {
    /// How long the longest chain below a node is, the node counted; only for nodes that no cycle stands below.
    private(set) var depths: [String: Int] = [:]
    /// The cycles that were found, each from its first node on. Cycles that share nodes with another may be missing.
    private(set) var cycles: [[String]] = []

    init(nodes: [String], targets: [String: [String]]) {
        findDepths(nodes, targets)
        findCycles(nodes.filter { depths[$0] == nil }, targets)
    }

    /// Takes nodes off whose targets are all done, until none is left or only those with a cycle below them.
    private mutating func findDepths(_ nodes: [String], _ targets: [String: [String]]) {
        var dependents: [String: [String]] = [:]
        var open: [String: Int] = [:]
        for node in nodes {
            open[node] = targets[node, default: []].count
            for target in targets[node, default: []] { dependents[target, default: []].append(node) }
        }
        var ready = nodes.filter { open[$0] == 0 }
        while let node = ready.popLast() {
            depths[node] = 1 + targets[node, default: []].reduce(0) { max($0, depths[$1] ?? 0) }
            for dependent in dependents[node, default: []] {
                open[dependent, default: 0] -= 1
                if open[dependent] == 0 { ready.append(dependent) }
            }
        }
    }

    /// Walks along the nodes that are left: each has a target that is left too, so that each walk runs into a cycle or
    /// into an earlier walk.
    private mutating func findCycles(_ rest: [String], _ targets: [String: [String]]) {
        var visited: Set<String> = []
        for start in rest {
            var path: [String] = []
            var positions: [String: Int] = [:]
            var node = start
            while visited.insert(node).inserted {
                positions[node] = path.count
                path.append(node)
                guard let next = targets[node, default: []].first(where: { depths[$0] == nil }) else { break }
                node = next
            }
            if let first = positions[node], targets[path[path.count - 1], default: []].contains(node) {
                cycles.append(Array(path[first...]))
            }
        }
    }
}
