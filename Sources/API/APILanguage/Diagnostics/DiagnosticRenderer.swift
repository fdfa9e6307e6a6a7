/// Writes diagnostics as a compiler does: `file:line:column: error: message`, the line and a caret below it.
public struct DiagnosticRenderer: Sendable {
    /// How much of a long line is shown.
    private static let visibleScalars = 160

    private let sources: [String: APISource]

    /// Makes a renderer that can show lines of these files. Of other files, only the position is written.
    public init(sources: [APISource]) {
        self.sources = Dictionary(sources.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The text of one diagnostic and its notes, with a line feed at the end.
    public func render(_ diagnostic: Diagnostic) -> String {
        var text = entry(
            diagnostic.severity.rawValue, diagnostic.message, file: diagnostic.file, range: diagnostic.range)
        for note in diagnostic.notes {
            text += entry("note", note.message, file: note.file, range: note.range)
        }
        return text
    }

    /// The text of several.
    public func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(render).joined()
    }

    private func entry(_ kind: String, _ message: String, file: String, range: SourceRange) -> String {
        let position = "\(file):\(range.start.line):\(range.start.column)"
        return "\(position): \(kind): \(message)\n" + (sources[file].map { excerpt(of: $0, range) } ?? "")
    }

    /// The line and the carets. Only the first line of a longer range is marked.
    private func excerpt(of source: APISource, _ range: SourceRange) -> String {
        let line = source.line(around: range.start.offset)
        let marked = range.offsets.clamped(to: line)
        var before = Array(source.text(line.lowerBound..<marked.lowerBound).unicodeScalars)
        var inside = Array(source.text(marked).unicodeScalars)
        var after = Array(source.text(marked.upperBound..<line.upperBound).unicodeScalars)
        if before.count > Self.visibleScalars / 2 { before = ["…"] + before.suffix(Self.visibleScalars / 2) }
        if inside.count > Self.visibleScalars / 2 {
            inside = inside.prefix(Self.visibleScalars / 2) + ["…"]
            after = []
        }
        if after.count > Self.visibleScalars / 2 { after = after.prefix(Self.visibleScalars / 2) + ["…"] }

        let indent = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: $0.displayWidth) }.joined()
        // A tab inside the mark cannot be underlined exactly; the carets before it still stand right.
        let width = inside.reduce(0) { $0 + $1.displayWidth }
        let carets = "^" + String(repeating: "~", count: max(0, width - 1))
        let shown = (before + inside + after).map(\.shown).joined()
        return "\(shown)\n\(indent)\(carets)\n"
    }
}

extension Unicode.Scalar {
    /// The scalar, or U+FFFD for one that would move the cursor or change the terminal's state.
    fileprivate var shown: String {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: self == "\t" ? "\t" : "\u{FFFD}"
        default: String(self)
        }
    }
}
