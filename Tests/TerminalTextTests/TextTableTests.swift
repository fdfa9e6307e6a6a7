import TerminalText
import Testing

@Suite("A table")
struct TextTableTests {
    private let columns = [TextTable.Column("name", maximum: 8), TextTable.Column("size", isNumber: true)]

    @Test("makes its columns as wide as they need, numbers to the right")
    func aligned() {
        let table = TextTable(columns, rows: [["a", "7"], ["critical", "12345"]])
        #expect(
            table.lines() == [
                "name       size",
                "a             7",
                "critical  12345",
            ])
    }

    @Test("cuts what is longer than its column may be, and counts wide characters as two")
    func cut() {
        let table = TextTable(columns, rows: [["critical-orders", "1"], ["北京的民宿", "2"]])
        #expect(
            table.lines() == [
                "name      size",
                "critica…     1",
                "北京的…      2",
            ])
    }

    @Test("lets no cell move the cursor")
    func controlCharacters() {
        let table = TextTable(columns, rows: [["a\u{1B}[2J\n", "\r9"]])
        #expect(table.lines()[1] == "a·[2J·    ·9")
    }

    @Test("without rows is its head")
    func empty() {
        #expect(TextTable(columns).lines() == ["name  size"])
        #expect(TextTable(columns).lines(.coloured) == ["\u{1B}[2mname  size\u{1B}[0m"])
    }
}

@Suite("A style")
struct TextStyleTests {
    @Test("is plain off a terminal, with NO_COLOR, and on a terminal that knows no colours")
    func plain() {
        #expect(TextStyle(onTerminal: false, environment: ["TERM": "xterm"]) == .plain)
        #expect(TextStyle(onTerminal: true, environment: ["NO_COLOR": "1"]) == .plain)
        #expect(TextStyle(onTerminal: true, environment: ["TERM": "dumb"]) == .plain)
        #expect(TextStyle(onTerminal: true, environment: ["TERM": "xterm", "NO_COLOR": ""]) == .coloured)
        #expect(TextStyle.plain.bad("x") == "x")
        #expect(TextStyle.coloured.bad("") == "")
    }
}
