@testable import APILanguage
import Testing

@Suite("The graph of dependencies") struct DependencyGraphTests {
    @Test("a graph without cycles has depths, one with a cycle shows it")
    func small() {
        let line = DependencyGraph(nodes: ["a", "b", "c"], targets: ["a": ["b", "c"], "b": ["c"]])
        #expect(line.depths == ["a": 3, "b": 2, "c": 1])
        #expect(line.cycles.isEmpty)
        let loop = DependencyGraph(
            nodes: ["a", "b", "c", "d"], targets: ["a": ["b"], "b": ["c"], "c": ["b"], "d": ["d"]])
        #expect(loop.depths.isEmpty)
        #expect(loop.cycles == [["b", "c"], ["d"]])
    }

    @Test("a cycle is found exactly where a search finds one, and each is one", arguments: 0..<200)
    func random(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let nodes = (0..<Int.random(in: 1...8, using: &generator)).map { "n\($0)" }
        var targets: [String: [String]] = [:]
        for node in nodes {
            targets[node] = nodes.filter { _ in Int.random(in: 0..<5, using: &generator) == 0 }
        }
        let graph = DependencyGraph(nodes: nodes, targets: targets)
        let onCycle = nodes.filter { reachable(from: targets[$0] ?? [], targets).contains($0) }
        #expect(graph.cycles.isEmpty == onCycle.isEmpty)
        for cycle in graph.cycles {
            for (node, next) in zip(cycle, cycle.dropFirst() + [cycle[0]]) {
                #expect(targets[node]?.contains(next) == true)
            }
        }
        for node in nodes {
            let below = reachable(from: [node], targets)
            #expect((graph.depths[node] == nil) == !below.isDisjoint(with: onCycle))
        }
    }

    private func reachable(from start: [String], _ targets: [String: [String]]) -> Set<String> {
        var found: Set<String> = []
        var open = start
        while let node = open.popLast() {
            if found.insert(node).inserted { open += targets[node] ?? [] }
        }
        return found
    }
}
