import APILanguage
import Testing

@Suite("Errors in types") struct TypeErrorTests {
    @Test("types and fields stand once, basic types stay what they are")
    func duplicates() {
        #expect(
            messages(
                """
                type A { B, B int }
                type A int
                type string { C int }
                type _ {}
                type D { _ int }
                """) == """
                    a.api:2:13: error: field 'B' is declared twice
                    type A { B, B int }
                                ^
                    a.api:2:10: note: first declared here
                    type A { B, B int }
                             ^
                    a.api:3:6: error: type 'A' is declared twice
                    type A int
                         ^
                    a.api:2:6: note: first declared here
                    type A { B, B int }
                         ^
                    a.api:4:6: error: 'string' is a basic type and cannot be declared again
                    type string { C int }
                         ^~~~~~
                    a.api:5:6: error: '_' cannot be the name of a type
                    type _ {}
                         ^
                    a.api:6:10: error: '_' cannot be the name of a field
                    type D { _ int }
                             ^

                    """)
    }

    @Test("two fields of one place have different names in the message")
    func wireNames() {
        #expect(
            messages(
                """
                type A {
                	B int `json:"x"`
                	C int `json:"x"`
                	D int `form:"x"`
                	x int
                	E int `header:"X-Id"`
                	F int `header:"x-id"`
                }
                """) == """
                    a.api:4:15: error: two fields have the json name 'x'
                    	C int `json:"x"`
                    	             ^
                    a.api:3:15: note: first used here
                    	B int `json:"x"`
                    	             ^
                    a.api:6:2: error: two fields have the json name 'x'
                    	x int
                    	^
                    a.api:3:15: note: first used here
                    	B int `json:"x"`
                    	             ^
                    a.api:8:17: error: two fields have the header name 'x-id'
                    	F int `header:"x-id"`
                    	               ^~~~
                    a.api:7:17: note: first used here
                    	E int `header:"X-Id"`
                    	               ^~~~

                    """)
    }

    @Test("an unknown type is named, with the one that was probably meant")
    func unknown() {
        #expect(
            messages("type User { A strin\nB []Usr\nC map[Key]*Elsewhere }\ntype D Strnig") == """
                a.api:2:15: error: unknown type 'strin'; did you mean 'string'?
                type User { A strin
                              ^~~~~
                a.api:3:5: error: unknown type 'Usr'; did you mean 'User'?
                B []Usr
                    ^~~
                a.api:4:7: error: unknown type 'Key'
                C map[Key]*Elsewhere }
                      ^~~
                a.api:4:12: error: unknown type 'Elsewhere'
                C map[Key]*Elsewhere }
                           ^~~~~~~~~
                a.api:5:8: error: unknown type 'Strnig'; did you mean 'string'?
                type D Strnig
                       ^~~~~~

                """)
    }

    @Test("a struct cannot hold itself, and the way around is shown")
    func recursion() {
        #expect(
            messages(
                """
                type A { B B }
                type B {
                	C [2]CC
                	Own []A
                }
                type CC = C
                type C { A }
                """) == """
                    a.api:2:6: error: type 'A' contains itself: A → B → C → A; put a pointer '*' where it may be missing
                    type A { B B }
                         ^
                    a.api:2:10: note: 'A' contains 'B' here
                    type A { B B }
                             ^
                    a.api:4:2: note: 'B' contains 'C' here
                    	C [2]CC
                    	^
                    a.api:8:10: note: 'C' contains 'A' here
                    type C { A }
                             ^

                    """)
    }

    @Test("behind a pointer, a list or a map, a struct may hold itself")
    func allowedRecursion() throws {
        let model = try model("type A { B *A\nC []A\nD map[string]A\nE { F []A } }\ntype T { *T\nX int }")
        #expect(model.structure(named: "T")?.effectiveFields.map(\.field.name) == ["X"])
        #expect(model.types.map(\.name) == ["A", "AE", "T"])
    }

    @Test("an alias cannot stand for itself")
    func aliasCycle() {
        #expect(
            messages("type A = B\ntype B []C\ntype C map[string]A\ntype D = D\ntype E { A A }") == """
                a.api:2:6: error: type 'A' stands for itself: A → B → C → A
                type A = B
                     ^
                a.api:5:6: error: type 'D' stands for itself: D → D
                type D = D
                     ^

                """)
    }

    @Test(
        "what JSON has no form for, or Go no meaning, is refused",
        arguments: [
            ("type A { B complex64 }", "a.api:2:12: error: 'B' is a complex number, which JSON has no form for"),
            ("type A { B []map[string]*X }\ntype X = complex128", "a.api:2:12: error: 'B' is a complex number"),
            ("type A { B map[bool]int }", "a.api:2:16: error: a map's key must be a string or an integer"),
            ("type A { B map[[]int]int }", "a.api:2:16: error: a map's key must be"),
            ("type A { B [0]int }", "a.api:2:13: error: a list's length must be a whole number from 1 to 65536"),
            ("type A { B [99999999999999999999]int }", "a.api:2:13: error: a list's length"),
            (
                "type A { int }",
                "a.api:2:10: error: 'int' is no struct and cannot be embedded; a field needs a name and a"
            ),
            ("type A { B }\ntype B []int", "a.api:2:10: error: 'B' is no struct and cannot be embedded"),
            ("type A { Nme }", "a.api:2:10: error: unknown type 'Nme'"),
            ("type A { B `json:\",optional\"` }\ntype B {}", "a.api:2:20: error: an embedded type has no options"),
        ])
    func unsuitable(body: String, message: String) {
        #expect(messages(body).hasPrefix(message))
    }

    @Test("two embedded types that give the same name leave it to the outer one to choose")
    func ambiguousEmbedding() throws {
        let parts = "type A { X int `json:\"x\"` }\ntype B { Y int `json:\"x\"` }\n"
        #expect(
            messages(parts + "type C {\n\tA\n\tB\n}") == """
                a.api:4:6: error: 'C' gets several fields json 'x' from embedded types; declare one of its own
                type C {
                     ^
                a.api:2:10: note: one of them
                type A { X int `json:"x"` }
                         ^
                a.api:3:10: note: one of them
                type B { Y int `json:"x"` }
                         ^

                """)
        let model = try model(parts + "type C {\n\tA\n\tB\n\tZ string `json:\"x\"`\n}")
        #expect(model.structure(named: "C")?.fields(in: .json).map(\.name) == ["Z"])
    }

    @Test("embedding that multiplies is stopped")
    func embeddingBomb() {
        var body = "type T0 {}\n"
        for index in 1...40 { body += "type T\(index) {\n\tT\(index - 1)\n\tA\(index) { T\(index - 1) }\n}\n" }
        #expect(messages(body).contains("error: too much is embedded in 'T33'"))
    }

    @Test("fields that share an inline struct do not multiply it")
    func inlineBomb() throws {
        let depth = 30
        let body =
            "type T " + String(repeating: "{ A, B ", count: depth) + "int" + String(repeating: " }", count: depth)
        #expect(try model(body).types.count == depth)
    }

    @Test("a chain of aliases has a bound, and one just below it is followed to its end")
    func aliasChain() throws {
        func chain(_ length: Int) -> String {
            (0..<length).map { "type T\($0) = \($0 + 1 == length ? "int8" : "T\($0 + 1)")\n" }.joined()
        }
        let field = "type A { B T0 `json:\"b,range=[0:127]\"` }"
        #expect(try model(chain(64) + field).field("B", of: "A")?.validation.range != nil)
        #expect(
            messages(chain(65)).hasPrefix("a.api:2:6: error: more than 64 names stand for each other in a chain\n"))
    }
}
