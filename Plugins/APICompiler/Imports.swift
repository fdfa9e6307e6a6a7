import Foundation

/// A contract with all that it imports, so that a change in any of them generates anew.
struct Imports {
    private(set) var files: [URL] = []

    init(of contract: URL) {
        add(contract)
    }

    /// What looks like an import is taken for one; the compiler knows better, and is the one to complain.
    private mutating func add(_ file: URL) {
        guard !files.contains(file), let text = try? String(contentsOf: file, encoding: .utf8) else { return }
        files.append(file)
        for match in text.matches(of: /"([^"\n]+\.api)"/) {
            let path = String(match.output.1)
            add(URL(filePath: path, relativeTo: file.deletingLastPathComponent()).standardizedFileURL)
        }
    }
}
