import APILanguage
import Testing

/// Whatever comes in, each stage comes to an end without a trap and says something sensible.
@Suite("Fuzzing") struct FuzzTests {
    private static let words = [
        "syntax", "=", "\"v1\"", "info", "(", ")", "{", "}", "[", "]", "import", "\"a.api\"", "type", "A", "B", "int",
        "*",
        "map", "interface", "@server", "@doc", "@handler", "service", "get", "post", "returns", "/", ":", ";", ",", ".",
        "...", "-", "`json:\"a\"`", "`json:\"a,range=[1:2)\"`", "`", "\"", "//x\n", "/*", "*/", "\n", "\n", "\n", "12",
        "é", "@",
        "\\", "\u{0}", "any", "string", "prefix", "timeout", "3s", "// c\n", "/* c */", "/* d\n */",
    ]

    /// Runs all stages on a file.
    private func run(_ source: APISource) throws {
        let tokens = APIScanner.tokens(of: source)
        #expect(tokens.last?.kind == .endOfFile)
        for (token, next) in zip(tokens, tokens.dropFirst()) {
            guard token.range.end.offset <= next.range.start.offset, token.range.start < token.range.end else {
                Issue.record("tokens overlap or are empty in \(source.bytes)")
                return
            }
        }
        let result = APICompiler.check(source) { path throws(FileReadError) in
            if path.hasSuffix("a.api") { return source.bytes }
            throw FileReadError("no such file")
        }
        #expect((result.model == nil) == result.diagnostics.contains { $0.severity == .error }, "\(source.bytes)")
        #expect(result.diagnostics.allSatisfy { $0.range.end.offset <= source.bytes.count }, "\(source.bytes)")
        _ = result.rendered
        let formatted: String
        do throws(APISyntaxError) {
            formatted = try APIFormatter.format(source)
        } catch {
            #expect(!error.diagnostics.isEmpty)
            return
        }
        let again = try APIFormatter.format(APISource(name: source.name, text: formatted))
        #expect(again == formatted, "\(String(decoding: source.bytes, as: UTF8.self))")
        if let model = result.model {
            #expect(APICompiler.check(APISource(name: source.name, text: formatted)).model == model)
        }
    }

    @Test("random bytes", arguments: 0..<20)
    func bytes(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<100 {
            let bytes = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                UInt8.random(in: 0...(seed % 2 == 0 ? 255 : 127), using: &generator)
            }
            try run(APISource(name: "a.api", bytes: bytes))
        }
    }

    @Test("token soup", arguments: 0..<40)
    func soup(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<100 {
            let words = (0..<Int.random(in: 0...60, using: &generator)).compactMap { _ in
                Self.words.randomElement(using: &generator)
            }
            let separator = ["", " "].randomElement(using: &generator) ?? ""
            let start = Bool.random(using: &generator) ? "syntax = \"v1\"\n" : ""
            try run(APISource(name: "a.api", text: start + words.joined(separator: separator)))
        }
    }

    @Test("contracts with pieces taken out, put in and swapped", arguments: Contracts.names, 0..<10)
    func mutations(name: String, seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let original = try Contracts.source(name).bytes
        for _ in 0..<12 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let start = Int.random(in: 0..<bytes.count, using: &generator)
                let piece = start..<min(bytes.count, start + Int.random(in: 0...30, using: &generator))
                switch Int.random(in: 0...3, using: &generator) {
                case 0: bytes.removeSubrange(piece)
                case 1: bytes.insert(contentsOf: bytes[piece], at: Int.random(in: 0..<bytes.count, using: &generator))
                case 2:
                    bytes.replaceSubrange(piece, with: Array((Self.words.randomElement(using: &generator) ?? "").utf8))
                default: bytes[start] = UInt8.random(in: 1...127, using: &generator)
                }
            }
            try run(APISource(name: "a.api", bytes: bytes))
        }
    }

    @Test("generated files with a mutation", arguments: 0..<40)
    func generated(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(1_000 + seed))
        for _ in 0..<25 {
            var bytes = Array(FileGenerator.file(using: &generator).utf8)
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let piece = place..<min(bytes.count, place + Int.random(in: 0...12, using: &generator))
            bytes.replaceSubrange(piece, with: Array((Self.words.randomElement(using: &generator) ?? "").utf8))
            try run(APISource(name: "a.api", bytes: bytes))
        }
    }

    @Test(
        "huge files of one thing come to an end",
        arguments: [
            "{", "(", "[", "`", "\"", "/*", "//\n", "@", "*", "type A {", "type (", "map[", "a ", "a\n", "\n", ",",
            "@doc (",
            "service s {", "import \"x\"\n", "/", "\\", "é", "type A { A }\n", "type A A\n", "info (a: ",
            "@server (a: b,",
        ])
    func repetition(piece: String) throws {
        try run(APISource(name: "b.api", text: "syntax = \"v1\"\n" + String(repeating: piece, count: 5_000)))
    }
}
