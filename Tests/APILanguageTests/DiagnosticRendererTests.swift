import APILanguage
import Testing

@Suite("Messages as text") struct DiagnosticRendererTests {
    private func render(_ line: String, _ offsets: Range<Int>) -> String {
        func place(_ offset: Int) -> APILanguage.SourceLocation {
            APILanguage.SourceLocation(offset: offset, line: 1, column: offset + 1)
        }
        let source = APISource(name: "a.api", text: line)
        let range = SourceRange(start: place(offsets.lowerBound), end: place(offsets.upperBound))
        let diagnostic = Diagnostic(.warning, "m", file: "a.api", range: range)
        return DiagnosticRenderer(sources: [source]).render(diagnostic)
    }

    @Test("a long line is cut on both sides of the mistake")
    func longLine() {
        let line = String(repeating: "a", count: 500) + "XYZ" + String(repeating: "b", count: 500)
        let shown = "…" + String(repeating: "a", count: 80) + "XYZ" + String(repeating: "b", count: 80) + "…"
        let carets = String(repeating: " ", count: 81) + "^~~"
        #expect(render(line, 500..<503) == "a.api:1:501: warning: m\n\(shown)\n\(carets)\n")
    }

    @Test("a range over several lines is marked in its first")
    func severalLines() {
        #expect(render("ab\ncd", 1..<4) == "a.api:1:2: warning: m\nab\n ^\n")
    }

    @Test("what would change the terminal is not shown")
    func controls() {
        #expect(render("a\u{1B}[31mX", 6..<7) == "a.api:1:7: warning: m\na\u{FFFD}[31mX\n      ^\n")
    }

    @Test("a file without text is only named")
    func unknownFile() {
        let diagnostic = Diagnostic(.error, "m", file: "b.api", range: SourceRange(at: .start))
        #expect(DiagnosticRenderer(sources: []).render(diagnostic) == "b.api:1:1: error: m\n")
    }
}
