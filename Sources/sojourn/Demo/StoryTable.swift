/// A table of a few columns, each as wide as it needs.
struct StoryTable {
    struct Column {
        let title: String
        var isNumber = false
        /// Longer texts are cut.
        var maximum = 40
    }

    let columns: [Column]
    var rows: [[String]] = []

    /// The head and the rows.
    var lines: [String] {
        let cells = [columns.map(\.title)] + rows.map { $0.map(\.printable) }
        let widths = columns.indices.map { index in
            min(columns[index].maximum, cells.map { $0[index].columns }.max() ?? 0)
        }
        return cells.map { row in
            let texts = columns.indices.map { index in
                let text = row[index].fitted(to: min(widths[index], row[index].columns))
                let padding = String(repeating: " ", count: widths[index] - text.columns)
                return columns[index].isNumber ? padding + text : text + padding
            }
            return String(texts.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
    }
}
