import APILanguage
import Testing

@Suite("Imports") struct ImportTests {
    private let v1 = "syntax = \"v1\"\n"

    @Test("a file that cannot be read is an error at the import")
    func missing() {
        let result = check(files: [("a.api", v1 + "import \"b.api\"")])
        #expect(result.model == nil)
        #expect(
            result.rendered == """
                a.api:2:8: error: cannot import 'b.api': no such file
                import "b.api"
                       ^~~~~~~

                """)
    }

    @Test("a cycle is refused and shown")
    func cycle() {
        let result = check(files: [
            ("x/a.api", v1 + "import \"../y/b.api\""), ("y/b.api", v1 + "import \"c.api\""),
            ("y/c.api", v1 + "import \"../x/a.api\""),
        ])
        #expect(
            result.rendered == """
                y/c.api:2:8: error: import cycle: x/a.api → y/b.api → y/c.api → x/a.api
                import "../x/a.api"
                       ^~~~~~~~~~~~

                """)
    }

    @Test("a file that imports itself is refused")
    func selfImport() {
        let result = check(files: [("a.api", v1 + "import \"./a.api\"")])
        #expect(result.rendered.hasPrefix("a.api:2:8: error: import cycle: a.api → a.api\n"))
    }

    @Test("absolute and empty paths are refused")
    func badPaths() {
        #expect(
            messages("import (\n\t\"/etc/a.api\"\n\t\"\"\n)") == """
                a.api:3:2: error: an import's path must be relative to the file it stands in
                	"/etc/a.api"
                	^~~~~~~~~~~~
                a.api:4:2: error: an import needs a path
                	""
                	^~

                """)
    }

    @Test("a file imported twice is taken once, with a warning where one file does it")
    func importedTwice() throws {
        var reads: [String] = []
        let texts = [
            "a.api": v1 + "import \"b.api\"\nimport \"c.api\"\nimport \"./b.api\"", "b.api": v1 + "import \"d.api\"",
            "c.api": v1 + "import \"d.api\"", "d.api": v1 + "type D {}",
        ]
        let result = APICompiler.check(path: "a.api") { path throws(FileReadError) in
            reads.append(path)
            return Array(texts[path, default: ""].utf8)
        }
        #expect(reads == ["a.api", "b.api", "d.api", "c.api"])
        #expect(try #require(result.model).types.map(\.name) == ["D"])
        #expect(
            result.rendered == """
                a.api:4:8: warning: 'b.api' is imported twice
                import "./b.api"
                       ^~~~~~~~~
                a.api:2:8: note: first imported here
                import "b.api"
                       ^~~~~~~

                """)
    }

    @Test("types come in the order of the imports, services of all files are one")
    func order() throws {
        let result = check(files: [
            ("a.api", v1 + "import (\n\"b.api\"\n\"c.api\"\n)\ninfo (k: \"root\")\ntype A { B B }\nservice s {}"),
            ("b.api", v1 + "info (k: \"b\")\ntype B { C C }"),
            ("c.api", v1 + "type C {}\nservice s {\n@handler h\nget /h\n}"),
        ])
        let model = try #require(result.model)
        #expect(model.types.map(\.name) == ["B", "C", "A"])
        #expect(model.info("k") == "root")
        #expect(model.service?.groups.map(\.routes.count) == [1, 0])
    }

    @Test("errors in several files come out, the root's first, each with its file's lines")
    func errorsInSeveralFiles() {
        let result = check(files: [
            ("a.api", v1 + "import \"b.api\"\ntype A { X Y }"), ("b.api", v1 + "type A {}\ntype B { X Z }"),
        ])
        #expect(
            result.rendered == """
                a.api:3:6: error: type 'A' is declared twice
                type A { X Y }
                     ^
                b.api:2:6: note: first declared here
                type A {}
                     ^
                b.api:3:12: error: unknown type 'Z'; did you mean 'A'?
                type B { X Z }
                           ^

                """)
    }

    @Test("a chain of imports has a bound")
    func depth() {
        let result = APICompiler.check(path: "0.api") { path throws(FileReadError) in
            guard let number = Int(path.dropLast(4)) else { throw FileReadError("no such file") }
            return Array("syntax = \"v1\"\nimport \"\(number + 1).api\"".utf8)
        }
        #expect(result.sources.count == 64)
        #expect(
            result.rendered.hasPrefix("63.api:2:8: error: too many imports: the bounds are 64 deep, 1000 files in all"))
    }

    @Test("the number of files has a bound")
    func count() {
        let result = APICompiler.check(path: "root.api") { path throws(FileReadError) in
            let imports = path == "root.api" ? (0..<1_100).map { "\"\($0).api\"" } : []
            return Array("syntax = \"v1\"\nimport (\n\(imports.joined(separator: "\n"))\n)".utf8)
        }
        #expect(result.sources.count == 1_000)
        #expect(result.diagnostics.count == 101)
    }

    @Test(
        "paths are joined as text",
        arguments: [
            ("a.api", "b.api", "b.api"), ("x/a.api", "b.api", "x/b.api"), ("x/a.api", "./y//b.api", "x/y/b.api"),
            ("x/y/a.api", "../b.api", "x/b.api"), ("a.api", "../../b.api", "../../b.api"),
            ("../a.api", "../b.api", "../../b.api"), ("/x/a.api", "../../b.api", "/b.api"),
            ("./a.api", "b.api", "b.api"),
        ])
    func join(root: String, imported: String, path: String) {
        var asked: [String] = []
        let text = "syntax = \"v1\"\nimport \"\(imported)\""
        _ = APICompiler.check(APISource(name: root, text: text)) { path throws(FileReadError) in
            asked.append(path)
            throw FileReadError("not here")
        }
        #expect(asked == [path])
    }
}
