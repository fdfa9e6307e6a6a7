extension SettingsCatalogue {
    /// Whether settings have keys that begin with this one and a point.
    func isGroup(_ key: String) -> Bool {
        entries.keys.contains { $0.hasPrefix(key + ".") }
    }

    /// What to say about a key that is no setting.
    func unknownKey(_ key: String) -> String {
        let members = entries.keys.filter { $0.hasPrefix(key + ".") }.sorted()
        guard members.isEmpty else {
            return "`\(key)` is a group of settings (\(members.joined(separator: ", "))), not a setting"
        }
        return "unknown setting `\(key)`" + suggestion(for: key, among: Array(entries.keys))
    }

    /// What to say about a variable that is no setting's.
    func unknownVariable(_ variable: String) -> String {
        "no setting has this variable" + suggestion(for: variable, among: Array(keysByVariable.keys))
    }

    private func suggestion(for name: String, among candidates: [String]) -> String {
        // A third of the name may differ: beyond that, it is another name.
        let limit = max(1, min(3, name.count / 3))
        let nearest =
            candidates
            .map { (name: $0, distance: EditDistance.between(name.lowercased(), $0.lowercased())) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        return nearest.map { "; did you mean `\($0.name)`?" } ?? ""
    }
}

/// How far two words are from each other.
enum EditDistance {
    /// The number of characters to insert, remove, replace or swap with their neighbour.
    static func between(_ first: String, _ second: String) -> Int {
        let first = Array(first)
        let second = Array(second)
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for (row, a) in first.enumerated() {
            var current = [row + 1]
            for (column, b) in second.enumerated() {
                var best = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (a == b ? 0 : 1))
                if row > 0, column > 0, a == second[column - 1], b == first[row - 1] {
                    best = min(best, beforePrevious[column - 1] + 1)
                }
                current.append(best)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[second.count]
    }
}
