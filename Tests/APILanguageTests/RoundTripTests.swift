import APILanguage
import Testing

@Suite("Round trips") struct RoundTripTests {
    @Test("a formatted contract means the same, however it was laid out before", arguments: Contracts.names, 0..<8)
    func contracts(name: String, seed: Int) throws {
        let source = try Contracts.source(name)
        let expected = try #require(APICompiler.check(source).model)
        var generator = SeededGenerator(seed: UInt64(seed))
        let shuffled = APISource(name: name, text: Layout.disturb(source, using: &generator))
        #expect(APICompiler.check(shuffled).model == expected)
        let formatted = APISource(name: name, text: try APIFormatter.format(shuffled))
        #expect(APICompiler.check(formatted).model == expected)
        #expect(try APIFormatter.format(formatted).utf8.elementsEqual(formatted.bytes))
    }

    @Test("generated files: formatting keeps the meaning and is stable", arguments: 0..<200)
    func generated(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let source = APISource(name: "a.api", text: FileGenerator.file(using: &generator))
        let result = APICompiler.check(source)
        #expect(!result.diagnostics.contains { $0.severity == .error }, "\(result.rendered)")
        let expected = try #require(result.model)
        let formatted = APISource(name: "a.api", text: try APIFormatter.format(source))
        #expect(APICompiler.check(formatted).model == expected)
        #expect(try APIFormatter.format(formatted).utf8.elementsEqual(formatted.bytes))
    }
}
