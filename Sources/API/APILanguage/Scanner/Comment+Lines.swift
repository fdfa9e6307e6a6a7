extension Comment {
    /// What it says, line by line: without comment marks, the stars of a block's margin, and empty lines at both ends.
    var lines: [String] {
        guard !isLineComment else { return [text.dropFirst(2).trimmed()] }
        var body = text.dropFirst(2)
        if body.hasSuffix("*/") { body = body.dropLast(2) }
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let line = line.drop { $0 == " " || $0 == "\t" || $0 == "*" }
            return line.trimmed()
        }
        guard let first = lines.firstIndex(where: { !$0.isEmpty }),
            let last = lines.lastIndex(where: { !$0.isEmpty })
        else { return [] }
        return Array(lines[first...last])
    }
}

extension Substring {
    /// The text without spaces, tabs and line endings at both ends.
    func trimmed() -> String {
        let start = drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
