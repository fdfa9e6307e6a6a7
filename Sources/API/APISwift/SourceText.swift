/// Source as it grows, line by line, indented by the blocks that are open.
struct SourceText {
    private(set) var text = ""
    private var depth = 0
    /// What declarations begin with: `public `, or nothing.
    let access: String

    init(access: SwiftRenderer.Access) {
        self.access = access == .internal ? "" : access.rawValue + " "
    }

    mutating func line(_ line: String = "") {
        if !line.isEmpty { text += String(repeating: " ", count: 4 * depth) + line }
        text += "\n"
    }

    /// Writes lines between `head {` and `}`.
    mutating func block(_ head: String, _ body: (inout SourceText) -> Void) {
        line(head + " {")
        depth += 1
        body(&self)
        depth -= 1
        line("}")
    }

    /// Writes a documentation comment, if there is anything to say.
    mutating func documentation(_ lines: [String]) {
        for text in lines { line(text.isEmpty ? "///" : "/// \(text)") }
    }
}
