import APILanguage
import Testing

@Suite("Syntax errors") struct SyntaxErrorTests {
    @Test("one mistake makes one error, and what follows is still read")
    func severalInOneRun() {
        #expect(
            messages(
                """
                type A {
                	B int json:"b"
                	C [int
                	D string
                }
                type (
                	E = 
                	F map[string
                )
                service s {
                	@handler
                	get /a
                	@handler b
                	get b
                }
                """) == """
                    a.api:3:8: error: expected a tag in backticks, a new line or '}', found 'json'
                    	B int json:"b"
                    	      ^~~~
                    a.api:4:5: error: expected ']', a length or '...', found 'int'
                    	C [int
                    	   ^~~
                    a.api:8:5: error: expected the type that 'E' stands for, found 'F' on the next line
                    	E = 
                    	   ^
                    a.api:9:14: error: expected ']' after the map's key type, found ')' on the next line
                    	F map[string
                    	            ^
                    a.api:12:10: error: expected the handler's name, found 'get' on the next line
                    	@handler
                    	        ^
                    a.api:15:6: error: expected a path that begins with '/', found 'b'
                    	get b
                    	    ^

                    """)
    }

    @Test("what is not closed says what it should match")
    func unclosed() {
        #expect(
            messages("type A {\n\tB int\n") == """
                a.api:3:7: error: expected a field or '}', found the end of the file
                	B int
                	     ^
                a.api:2:8: note: to match this '{'
                type A {
                       ^

                """)
        #expect(
            messages("info (\n\ttitle: \"a\n)") == """
                a.api:3:9: error: this string is not closed: expected '"'
                	title: "a
                	       ^~

                """)
        #expect(
            messages("/* a\ntype A {}") == """
                a.api:2:1: error: this comment is not closed: expected '*/'
                /* a
                ^~

                """)
    }

    @Test("a tag without its backtick does not swallow the lines below")
    func unclosedTag() {
        #expect(
            messages("type A {\n\tB int `json:\"b\"\n\tC int `json:\"c\"`\n\tD X\n}") == """
                a.api:3:8: error: this tag is not closed: expected '`' on the same line
                	B int `json:"b"
                	      ^

                """)
    }

    @Test(
        "Go's habits have messages of their own",
        arguments: [
            ("type A struct {\n}", "a.api:2:8: error: leave 'struct' out: fields stand right in braces"),
            ("type A { B time.Time }", "a.api:2:16: error: types of other packages are not known here"),
            ("type A { B \"json\" }", "a.api:2:12: error: expected a type, found text in quotes"),
            ("type A { B int \"json\" }", "a.api:2:16: error: a tag stands in backticks"),
            ("type func {}", "a.api:2:6: error: 'func' is a keyword and cannot be a name"),
            (
                "type A { B interface{ C() } }",
                "a.api:2:23: error: expected '}': only the empty interface is a type here, found 'C'\ntype A { B interface{ C() } }\n                      ^\n"
            ),
            ("package x", "a.api:2:1: error: expected 'syntax', 'info', 'import', 'type', '@server' or 'service'"),
            ("@handler a", "a.api:2:1: error: '@handler' belongs inside a 'service { … }' block"),
            ("service s {\n@handler a\n@doc \"x\"\nget /a\n}", "a.api:4:1: error: '@doc' stands above '@handler'"),
            ("service s {\n@handler a\nget /a//b\n}", "a.api:4:7: error: a comment begins here"),
            ("@server (jwt: A)\ntype B {}", "a.api:2:17: error: expected the 'service' that this '@server' belongs to"),
            ("type A `json:\"a\"`", "a.api:2:8: error: expected a type, found text in quotes"),
            ("type A int `json:\"a\"`", "a.api:2:12: error: a type has no tag"),
            ("type A {\n\t12 int\n}", "a.api:3:2: error: expected a field, found '12'"),
            ("info (a: b (c))", "a.api:2:12: error: put text that has '(' in quotes"),
            ("import a", "a.api:2:8: error: expected a path in quotes or '(', found 'a'"),
            ("type A { B € }", "a.api:2:12: error: expected a type, found '€'"),
        ])
    func habits(body: String, message: String) {
        #expect(messages(body).hasPrefix(message))
    }

    @Test("bytes that are no text are refused at once")
    func garbage() {
        let start = Array("syntax = \"v1\"\ntype A ".utf8)
        let latin = APICompiler.check(APISource(name: "a.api", bytes: start + [0xE9, 0x20, 0xE9]))
        #expect(
            latin.rendered == """
                a.api:2:8: error: the file is not UTF-8: unexpected byte 0xE9
                type A \u{FFFD} \u{FFFD}
                       ^

                """)
        let null = APICompiler.check(APISource(name: "a.api", bytes: start + [0]))
        #expect(null.rendered.hasPrefix("a.api:2:8: error: the file holds a NUL byte\n"))
    }

    @Test("the caret stands under the mistake, behind tabs and wide letters")
    func carets() {
        #expect(
            messages("type A {\n\t/* 订单 */ B Intt\n}") == """
                a.api:3:17: error: unknown type 'Intt'; did you mean 'int'?
                	/* 订单 */ B Intt
                	             ^~~~

                """)
    }

    @Test("nesting has a bound")
    func nesting() {
        let deep = "type A " + String(repeating: "[]", count: 100_000) + "int"
        #expect(messages(deep).contains("error: types stand inside each other more than 64 deep"))
        let structs = "type A " + String(repeating: "{ B ", count: 100_000)
        #expect(messages(structs).contains("error: types stand inside each other more than 64 deep"))
    }

    @Test("a file with very many errors shows the first hundred")
    func manyErrors() {
        let result = check("type A {\n" + String(repeating: "B\n", count: 5_000) + "}")
        #expect(result.diagnostics.count == 101)
        #expect(result.diagnostics.last?.message == "too many errors in this file; the rest is not shown")
    }
}
