import APILanguage
import APISwift
import Foundation
import Testing

/// The Swift of small contracts, line by line, in `Goldens`.
///
/// With `RECORD_GOLDENS` in the environment the files are written instead, and the tests fail so that this is seen.
@Suite("What is generated")
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens")

    private func model(_ name: String) throws -> APIModel {
        let bytes = Array(try Data(contentsOf: Self.folder.appending(path: "\(name).api")))
        let result = APICompiler.check(APISource(name: "\(name).api", bytes: bytes))
        return try #require(result.model, "\(result.rendered)")
    }

    private func expect(_ text: String, _ name: String) throws {
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(name)")
            return
        }
        let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let lines = (text.split(separator: "\n"), expected.split(separator: "\n"))
        for (line, wanted) in zip(lines.0, lines.1) where line != wanted {
            Issue.record("\(name) differs: \(line), expected \(wanted)")
            return
        }
        #expect(text == expected, "\(name) has another number of lines")
    }

    @Test("is what the golden files say", arguments: ["types", "validation", "places", "groups", "embedding"])
    func golden(name: String) throws {
        try expect(SwiftRenderer(try model(name)).render(file: "\(name).api"), "\(name).swift.txt")
    }

    @Test("has exact decimals and other access where that is asked for")
    func options() throws {
        var options = SwiftRenderer.Options()
        options.access = .public
        options.usesDecimals = true
        let documents = SwiftRenderer.Documents(openAPI: "{\"a\":\n1}", referencePage: "<p>\\(x)</p>\u{2028}")
        let text = SwiftRenderer(try model("validation"), options: options)
            .render(file: "validation.api", documents: documents)
        try expect(text, "validation-public-decimals.swift.txt")
    }

    @Test("is the same each time")
    func stable() throws {
        let renderer = SwiftRenderer(try model("groups"))
        #expect(renderer.render(file: "a.api") == SwiftRenderer(try model("groups")).render(file: "a.api"))
    }
}
