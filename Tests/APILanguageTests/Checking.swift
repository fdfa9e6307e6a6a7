import APILanguage
import Testing

/// What a file named `a.api` that begins with `syntax = "v1"` and goes on with `body` in line 2 comes to.
func check(_ body: String) -> CheckResult {
    APICompiler.check(APISource(name: "a.api", text: "syntax = \"v1\"\n" + body))
}

/// The messages about such a file, as a user sees them.
func messages(_ body: String) -> String { check(body).rendered }

/// The model of such a file, which must not have errors or warnings.
func model(_ body: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws -> APIModel {
    let result = check(body)
    #expect(result.rendered == "", sourceLocation: sourceLocation)
    return try #require(result.model, sourceLocation: sourceLocation)
}

/// What checking files that import each other comes to; the first is the root.
func check(files: [(name: String, text: String)]) -> CheckResult {
    let texts = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) })
    return APICompiler.check(path: files[0].name) { path throws(FileReadError) in
        guard let text = texts[path] else { throw FileReadError("no such file") }
        return Array(text.utf8)
    }
}

extension APIModel {
    /// The field of a struct.
    func field(_ name: String, of structure: String) -> Field? {
        self.structure(named: structure)?.effectiveFields.map(\.field).first { $0.name == name }
    }
}

/// A place that no test looks at: any two origins are equal.
let anywhere = Origin(file: "", range: SourceRange(at: .start))
