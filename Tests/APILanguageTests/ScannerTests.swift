import APILanguage
import Testing

@Suite("The scanner") struct ScannerTests {
    private func tokens(_ text: String) -> [Token] {
        APIScanner.tokens(of: APISource(name: "a.api", text: text))
    }

    @Test("kinds and texts")
    func kinds() {
        let tokens = tokens("@doc _a1 é 100ms 1.5h 1. \"a\\\"b\" `c\nd` (){}[],:;=*/-. ... € @")
        #expect(
            tokens.map(\.kind) == [
                .annotation, .identifier, .identifier, .number, .number, .number, .dot, .string, .rawString,
                .leftParenthesis, .rightParenthesis, .leftBrace, .rightBrace, .leftBracket, .rightBracket, .comma,
                .colon, .semicolon, .equals, .star, .slash, .hyphen, .dot, .ellipsis, .unknown, .annotation, .endOfFile,
            ])
        #expect(
            tokens.map(\.text).prefix(9) == ["@doc", "_a1", "é", "100ms", "1.5h", "1", ".", "\"a\\\"b\"", "`c\nd`"])
    }

    @Test("comments belong to the token behind them, or to the one before them on its line")
    func comments() {
        let tokens = tokens("// a\n\n/* b */ x /* c */ // d\n// e\ny /* f\n*/ z")
        #expect(tokens[0].leadingComments.map(\.text) == ["// a", "/* b */"])
        #expect(tokens[0].leadingComments.map(\.newlinesBefore) == [0, 2])
        #expect(tokens[0].newlinesBefore == 0)
        #expect(tokens[0].trailingComments.map(\.text) == ["/* c */", "// d"])
        #expect(tokens[1].leadingComments.map(\.text) == ["// e"])
        #expect(tokens[1].newlinesBefore == 1)
        #expect(tokens[1].trailingComments.map(\.text) == ["/* f\n*/"])
        #expect(tokens[2].text == "z")
    }

    @Test("lines end with LF, CRLF or CR; columns count bytes")
    func locations() {
        let starts = tokens("a\r\nb\rc\n\té d").map(\.range.start)
        #expect(starts.map(\.line) == [1, 2, 3, 4, 4, 4])
        #expect(starts.map(\.column) == [1, 1, 1, 2, 5, 6])
    }

    @Test("all text is in a token, a comment or is space", arguments: Contracts.names)
    func nothingIsLost(name: String) throws {
        let source = try Contracts.source(name)
        var kept = ""
        for token in APIScanner.tokens(of: source) {
            kept += token.leadingComments.map(\.text).joined() + token.text
            kept += token.trailingComments.map(\.text).joined()
        }
        let original = String(decoding: source.bytes, as: UTF8.self)
        #expect(kept.filter { !$0.isWhitespace } == original.filter { !$0.isWhitespace })
    }
}
