/// A table of a few columns, each as wide as it needs.
public struct TextTable: Sendable {
    public struct Column: Sendable {
        public var title: String
        /// Numbers are set to the right.
        public var isNumber: Bool
        /// The greatest width, in columns of the terminal; longer texts are cut.
        public var maximum: Int

        public init(_ title: String, isNumber: Bool = false, maximum: Int = 40) {
            self.title = title
            self.isNumber = isNumber
            self.maximum = maximum
        }
    }

    public var columns: [Column]
    /// The cells of each row, one for each column. Control characters in them are not passed on.
    public var rows: [[String]]

    public init(_ columns: [Column], rows: [[String]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// The head, dimmed where the style has it, and the rows.
    public func lines(_ style: TextStyle = .plain) -> [String] {
        let cells = [columns.map(\.title)] + rows.map { $0.map(\.printable) }
        let widths = columns.indices.map { index in
            min(columns[index].maximum, cells.map { $0[index].columns }.max() ?? 0)
        }
        let lines = cells.map { row in
            let texts = columns.indices.map { index in
                let text = row[index].fitted(to: min(widths[index], row[index].columns))
                let padding = String(repeating: " ", count: widths[index] - text.columns)
                return columns[index].isNumber ? padding + text : text + padding
            }
            return String(texts.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        return [style.dim(lines[0])] + lines.dropFirst()
    }
}
