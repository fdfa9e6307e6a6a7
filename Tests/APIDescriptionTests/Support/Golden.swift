import Foundation
import Testing

/// Compares a text with the file of that name in `Goldens`.
///
/// With `RECORD_GOLDENS` in the environment the file is written instead, and the test fails so that this is seen.
func expectGolden(_ text: String, _ name: String, location: Testing.SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        try Data(text.utf8).write(to: folder.appending(path: "Goldens/\(name)"))
        Issue.record("recorded \(name)", sourceLocation: location)
        return
    }
    let file = try #require(Bundle.module.resourceURL, sourceLocation: location).appending(path: "Goldens/\(name)")
    let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    guard text != expected else { return }
    let (lines, expectedLines) = (text.split(separator: "\n"), expected.split(separator: "\n"))
    let first = zip(lines, expectedLines).enumerated().first { $1.0 != $1.1 }
    let difference =
        first.map { "line \($0.offset + 1): \($0.element.0), expected \($0.element.1)" } ?? "another number of lines"
    Issue.record("\(name) differs, \(difference)", sourceLocation: location)
}
