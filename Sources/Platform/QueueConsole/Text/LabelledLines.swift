import TerminalText

/// Facts, one to a line, their labels in a column: `latency    1.2 s`.
struct LabelledLines {
    private var facts: [(label: String, lines: [String])] = []

    /// Adds a fact; nothing where there is none to add.
    mutating func add(_ label: String, _ text: String?) {
        if let text { facts.append((label, [text])) }
    }

    /// Adds a fact that takes several lines.
    mutating func add(_ label: String, lines: [String]) {
        if !lines.isEmpty { facts.append((label, lines)) }
    }

    func lines(_ style: TextStyle) -> [String] {
        let width = facts.map(\.label.columns).max() ?? 0
        return facts.flatMap { label, lines in
            lines.enumerated().map { index, line in
                "\(style.dim((index == 0 ? label : "").fitted(to: width)))  \(line)"
            }
        }
    }
}
