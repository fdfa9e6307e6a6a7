import APILanguage
import Testing

@Suite("The formatter") struct FormatterTests {
    private func format(_ text: String) throws -> String {
        try APIFormatter.format(APISource(name: "a.api", text: text))
    }

    /// Checks what comes out, and that it comes out again from itself.
    private func expect(
        _ text: String, becomes formatted: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        #expect(try format(text) == formatted, sourceLocation: sourceLocation)
        #expect(try format(formatted) == formatted, sourceLocation: sourceLocation)
    }

    @Test("a file with syntax errors is refused, with what is wrong")
    func refuses() {
        let error = #expect(throws: APISyntaxError.self) { try format("type A {") }
        #expect(error?.diagnostics.map(\.message) == ["expected a field or '}', found the end of the file"])
        #expect(throws: APISyntaxError.self) { try format("type A { B \"x\" }") }
    }

    @Test("a file without a meaning is formatted")
    func needsNoMeaning() throws {
        try expect("type A{B Unknown}", becomes: "type A {\n\tB Unknown\n}\n")
    }

    @Test("an empty file stays empty, one of comments keeps them")
    func empty() throws {
        try expect("", becomes: "")
        try expect("\n\n", becomes: "")
        try expect("\n\n// a\n\n\n/* b */  \n", becomes: "// a\n\n/* b */\n")
    }

    @Test("every construct, from one line to the house's form")
    func everything() throws {
        try expect(
            """
            syntax="v1"
            import "a.api"
            import   "b.api"
            import("c.api" "d.api")
            info(title:"T" longer :"L"
            desc: some   plain text)
            type A=int
            type BB map [ string ] [ ] * A
            type(C{X,Y int `json:"x"`;})
            """.replacing(";", with: "")
                + """

                @server(prefix:/v1 jwt:Auth
                middleware: A , B)
                service s-api{@doc"text" @handler h get /a/:id(C)returns([]C);
                @doc(summary:"s") @handler i post /()returns()
                @handler j head /
                }
                service s-api{}
                """,
            becomes: """
                syntax = "v1"

                import "a.api"
                import "b.api"

                import (
                	"c.api"
                	"d.api"
                )

                info (
                	title:  "T"
                	longer: "L"
                	desc:   some plain text
                )

                type A = int
                type BB map[string][]*A

                type (
                	C {
                		X, Y int `json:"x"`
                	}
                )

                @server (
                	prefix:     /v1
                	jwt:        Auth
                	middleware: A , B
                )
                service s-api {
                	@doc "text"
                	@handler h
                	get /a/:id (C) returns ([]C);

                	@doc (
                		summary: "s"
                	)
                	@handler i
                	post / () returns ()

                	@handler j
                	head /
                }

                service s-api {}

                """)
    }

    @Test("names, types and tags stand in columns, which empty lines and comments end")
    func columns() throws {
        try expect(
            """
            type A {
            A int `json:"a"`
            Longer map[string]int `json:"b"` // behind
            C int

            D int `json:"d"`
            // above
            Eeeee int64 `json:"e"`
            Embedded
            *Pointed `json:"p"`
            F { G int `json:"g"`
            Hh string } `json:"f"`
            Iiii any
            }
            type ( X {}
            Longer {}
            Yy {
            A int }
            Z = int
            Zzzz int )
            """,
            becomes: """
                type A {
                	A      int            `json:"a"`
                	Longer map[string]int `json:"b"` // behind
                	C      int

                	D int `json:"d"`
                	// above
                	Eeeee int64 `json:"e"`
                	Embedded
                	*Pointed `json:"p"`
                	F {
                		G  int `json:"g"`
                		Hh string
                	} `json:"f"`
                	Iiii any
                }

                type (
                	X      {}
                	Longer {}
                	Yy     {
                		A int
                	}
                	Z    = int
                	Zzzz int
                )

                """)
    }

    @Test("comments stay where they are")
    func comments() throws {
        try expect(
            """
            // head
            syntax = "v1" // v


            // info
            info ( // open
              // first

              /* x */ title: "T" // t
              // last
            ) // close
            /*
                * block
                * comment
                */
            type /* a */ A /* b */ { /* c */
            // d
            B /* e */ [ /* f */ ] int /* g */ `json:"b"` /* h */ // i
            /* j
              k */
            } // l
            type E { // m
            }
            service s {
            @doc "x" // n
            // o
            @handler h // p

            // q
            get /a /* r */ (A) // s
            // t
            returns // u
            (A) // v
            // w
            }
            // end
            """,
            becomes: """
                // head
                syntax = "v1" // v

                // info
                info ( // open
                	// first

                	/* x */ title: "T" // t
                	// last
                ) // close

                /*
                 * block
                 * comment
                 */
                type /* a */ A /* b */ { /* c */
                	// d
                	B /* e */ [ /* f */ ]int /* g */ `json:"b"` /* h */ // i
                	/* j
                  k */
                } // l

                type E { // m
                }

                service s {
                	@doc "x" // n
                	// o
                	@handler h // p
                	// q
                	get /a /* r */ (A) // s
                		// t
                		returns // u
                		(A) // v
                	// w
                }
                // end

                """)
    }

    @Test("line endings become LF, a byte order mark goes")
    func lineEndings() throws {
        try expect(
            "\u{FEFF}syntax = \"v1\"\r\n/* a\r\nb */\rtype A int\r\n",
            becomes: "syntax = \"v1\"\n\n/* a\nb */\ntype A int\n")
    }

    @Test("text in backticks keeps its lines")
    func rawText() throws {
        try expect("info(a:`x\n   y`\nbbb:1)", becomes: "info (\n\ta:   `x\n   y`\n\tbbb: 1\n)\n")
    }

    @Test("empty lines: one at most, none at the ends of a block")
    func emptyLines() throws {
        try expect(
            "type A int\n\n\ntype B int\ntype C {\n\n\nD int\n\n\n\nE int\n\n\n}\ntype F int",
            becomes: "type A int\n\ntype B int\n\ntype C {\n\tD int\n\n\tE int\n}\n\ntype F int\n")
    }
}
