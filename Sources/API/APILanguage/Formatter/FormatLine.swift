/// A line of formatted text, in cells that line up with those of the lines around it.
struct FormatLine {
    /// How many tabs it begins with.
    var indent: Int
    /// What stands in it; nothing in an empty line. There is no column behind the last cell.
    var cells: [String] = []

    /// The text of all lines, each with a line feed.
    ///
    /// A column reaches over neighbouring lines of the same indent that have a cell behind it.
    static func text(of lines: [FormatLine]) -> String {
        var lines = lines
        var start = 0
        while start < lines.count {
            let block = lines[start...].prefix { $0.indent == lines[start].indent && !$0.cells.isEmpty }
            let end = max(block.endIndex, start + 1)
            align(&lines[start..<end], column: 0)
            start = end
        }
        var text = ""
        for line in lines {
            if !line.cells.isEmpty { text += String(repeating: "\t", count: line.indent) + line.cells.joined() }
            text += "\n"
        }
        return text
    }

    private static func align(_ lines: inout ArraySlice<FormatLine>, column: Int) {
        var start = lines.startIndex
        while start < lines.endIndex {
            let end = lines[start...].firstIndex { $0.cells.count <= column + 1 } ?? lines.endIndex
            let width = lines[start..<end].map { $0.cells[column].displayWidth }.max() ?? 0
            for index in start..<end {
                let padding = width - lines[index].cells[column].displayWidth + 1
                lines[index].cells[column] += String(repeating: " ", count: padding)
            }
            if start < end { align(&lines[start..<end], column: column + 1) }
            start = end + 1
        }
    }
}

extension String {
    /// How many columns a terminal gives the text.
    fileprivate var displayWidth: Int { unicodeScalars.reduce(0) { $0 + $1.displayWidth } }
}
