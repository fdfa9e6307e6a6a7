import APILanguage
import Testing

@Suite("Errors in syntax, info and import") struct HeadErrorTests {
    private func wholeFile(_ text: String) -> String {
        APICompiler.check(APISource(name: "a.api", text: text)).rendered
    }

    @Test("a file says its syntax")
    func missingSyntax() {
        #expect(
            wholeFile("type A {}") == """
                a.api:1:1: error: the file does not say its syntax: begin it with 'syntax = "v1"'
                type A {}
                ^

                """)
        #expect(
            wholeFile("") == """
                a.api:1:1: error: the file does not say its syntax: begin it with 'syntax = "v1"'

                ^

                """)
    }

    @Test("the syntax is v1, stands first and once")
    func wrongSyntax() {
        #expect(
            wholeFile("type A {}\nsyntax = \"v2\"\nsyntax = \"v1\"") == """
                a.api:2:1: error: 'syntax' must be the first declaration of a file
                syntax = "v2"
                ^~~~~~
                a.api:2:10: error: unknown syntax version "v2": this compiler knows "v1"
                syntax = "v2"
                         ^~~~
                a.api:3:1: error: 'syntax' is declared twice
                syntax = "v1"
                ^~~~~~
                a.api:2:1: note: first declared here
                syntax = "v2"
                ^~~~~~

                """)
    }

    @Test("info stands once, each key of it too")
    func repeatedInfo() {
        #expect(
            messages("info (a: \"1\"\na: \"2\")\ninfo ()") == """
                a.api:3:1: error: 'a' is set twice
                a: "2")
                ^
                a.api:2:7: note: first set here
                info (a: "1"
                      ^
                a.api:4:1: error: 'info' is declared twice
                info ()
                ^~~~
                a.api:2:1: note: first declared here
                info (a: "1"
                ^~~~

                """)
    }

    @Test("an unknown escape is shown where it stands")
    func unknownEscape() {
        #expect(
            messages("info (a: \"C:\\new\\dir\")") == """
                a.api:2:17: error: unknown escape: write '\\\\' for a backslash; known are \\\\ \\" \\n \\r \\t and \\uXXXX
                info (a: "C:\\new\\dir")
                                ^

                """)
    }

    @Test("the root file that cannot be read is named")
    func unreadableRoot() {
        let result = APICompiler.check(path: "x/y.api") { _ throws(FileReadError) in
            throw FileReadError("permission denied")
        }
        #expect(result.model == nil)
        #expect(result.rendered == "x/y.api:1:1: error: cannot read the file: permission denied\n")
    }
}
