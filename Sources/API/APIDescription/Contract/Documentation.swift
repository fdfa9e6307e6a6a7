extension [String] {
    /// The comment's lines as one text; `nil` if they say nothing.
    var paragraphs: String? {
        let text = joined(separator: "\n")
        return text.allSatisfy(\.isWhitespace) ? nil : text
    }
}
